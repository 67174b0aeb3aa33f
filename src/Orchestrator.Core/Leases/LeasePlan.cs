namespace Orchestrator.Core.Leases;

/// <summary>What a node is to do after it has read the table.</summary>
public sealed record LeasePlan
{
    public static readonly LeasePlan Nothing = new();

    /// <summary>
    /// Owned by another, or by nobody: everything of them leaves memory, at once, and nothing is acted on.
    /// </summary>
    public IReadOnlyList<int> Lost { get; init; } = [];

    /// <summary>Owned from now on; what is awake of them is to be read. After what is lost: one may be both.</summary>
    public IReadOnlyList<ShardLease> Gained { get; init; } = [];

    /// <summary>To be asked for; each may be another's by then.</summary>
    public IReadOnlyList<int> Acquire { get; init; } = [];

    /// <summary>To be given away: nothing new is taken in, what is under way ends, then they are released.</summary>
    public IReadOnlyList<int> HandOver { get; init; } = [];
}
