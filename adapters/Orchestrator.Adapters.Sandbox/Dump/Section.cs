using Orchestrator.Adapters.Sandbox.Declared;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Dump;

/// <summary>A table to print.</summary>
/// <param name="Rows">A text, a long or null for each column.</param>
internal sealed record Section(string Name, IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    private static readonly string[] CallColumns =
    [
        "number", "key", "adapter", "operation", "called", "applied", "undoes", "undone_by", "refusal",
        "input", "output", "first_time",
    ];

    public static List<Section> ReadAll(Session session, bool calls)
    {
        var sections = Tables.All
            .Select(table => Of(table, session))
            .Where(section => section.Rows.Count > 0 || !DeclaredSystem.Tables.Any(table => table.Name == section.Name))
            .ToList();
        if (calls) sections.Add(new Section("calls", CallColumns, [.. SandboxRecord.Read(session).Select(Values)]));
        return sections;
    }

    private static Section Of(Table table, Session session) =>
        new(table.Name, table.Columns, [.. table.All(session).Select(row => row.Values)]);

    private static object?[] Values(RecordedCall call) =>
    [
        call.Number, call.Key, call.Adapter, call.Operation, call.Called, call.Applied, call.Undoes, call.UndoneBy,
        call.Refusal, call.Input, call.Output, call.FirstTime,
    ];
}
