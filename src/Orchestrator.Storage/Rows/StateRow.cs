using Orchestrator.Core.Sagas;

namespace Orchestrator.Storage.Rows;

/// <summary>
/// A row of activation_states: every activation that is not COMPLETED has one. So the rows that change are few, small
/// and of no concern to the indexes over a million activations that do not change any more.
/// </summary>
internal readonly record struct StateRow(int State, long? Wake, string? OpenService, string? FalloutAdapters)
{
    /// <summary>Stands for <see cref="Wake.Always"/>; every time is later.</summary>
    public const long WakeAlways = 0;

    public static bool IsKept(ActivationEntry entry) => entry.State != ActivationState.Completed;

    public static StateRow Of(ActivationEntry entry) => new(
        (int)entry.State,
        OfWake(entry.Wake),
        entry.OpenService is null ? null : StoredText.Of(entry.OpenService),
        entry.FalloutAdapters is { Count: > 0 } adapters ? $"\n{StoredText.Of(string.Join('\n', adapters))}\n" : null);

    public static Wake ReadWake(long? wake) => wake switch
    {
        null => Core.Sagas.Wake.Never,
        WakeAlways => Core.Sagas.Wake.Now,
        { } time => Core.Sagas.Wake.From(StoredTime.Read(time)),
    };

    /// <summary>How an adapter is found in the column: whole lines.</summary>
    public static string SearchFor(string adapter) => $"\n{StoredText.Of(adapter)}\n";

    private static long? OfWake(Wake wake) => wake switch
    {
        { Always: true } => WakeAlways,
        { At: { } time } => Math.Max(StoredTime.Of(time), WakeAlways + 1),
        _ => null,
    };
}
