using Orchestrator.Engine.Ports;
using Kind = Orchestrator.V1.TimelineEntry.Types.Kind;

namespace Orchestrator.Server.Grpc.Inventory.Timeline;

/// <summary>Which part of whose timeline, and in which order.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="OldestFirst">The order.</param>
internal sealed record TimelineQuery(string Customer, bool OldestFirst) : IComparer<TimelineKey>
{
    /// <summary>Without <c>services/</c>; null: all.</summary>
    public string? Service { get; init; }

    /// <summary>Empty: all.</summary>
    public IReadOnlySet<Kind> Kinds { get; init; } = new HashSet<Kind>();

    /// <summary>Where the page before ended; null for the first page.</summary>
    public TimelineKey? After { get; init; }

    public bool Wants(params ReadOnlySpan<Kind> kinds)
    {
        foreach (var kind in kinds)
        {
            if (Kinds.Count == 0 || Kinds.Contains(kind))
                return true;
        }

        return false;
    }

    /// <summary>Whether it is not before, or at, where the page begins.</summary>
    public bool IsAfter(TimelineKey key) => After is not { } after || Compare(after, key) < 0;

    public int Compare(TimelineKey left, TimelineKey right) =>
        OldestFirst ? left.CompareTo(right) : right.CompareTo(left);

    /// <summary>Where a source of a rank goes on; null from its beginning.</summary>
    public RecordPosition? PositionOf(int rank)
    {
        if (After is not { } after)
            return null;
        if (after.Rank == rank)
            return new RecordPosition(after.Time, after.Id);

        var isDone = OldestFirst ? rank < after.Rank : rank > after.Rank;
        return new RecordPosition(after.Time, isDone == OldestFirst ? "\U0010FFFF" : "");
    }
}
