using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox;

/// <summary>Reads the record of all calls from the sandbox's file, also while a server writes it.</summary>
public static class SandboxRecord
{
    /// <summary>All calls: those with an effect first, in the order of their effects; then the others by key.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidOperationException">The file is not a sandbox's.</exception>
    public static IReadOnlyList<RecordedCall> Read(string file) => Snapshot.Of(file, Read);

    internal static List<RecordedCall> Read(Session session) => [.. new CallTable(session).All().Select(ToRecord)];

    private static RecordedCall ToRecord(CallRow row) =>
        new(row.Key, row.Adapter, row.Operation, row.Called, row.Applied, row.Number)
        {
            Undoes = row.Undoes,
            UndoneBy = row.UndoneBy,
            Done = row.Done,
            Refusal = row.Refusal,
            Input = row.Input,
            Output = row.Output,
            FirstTime = row.FirstTime,
        };
}
