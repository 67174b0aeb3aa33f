namespace Orchestrator.Core.Leases;

/// <summary>
/// What a renewal did and saw, in one statement: the node's own leases last for another duration, and this is how the
/// table was then.
/// </summary>
/// <param name="Shards">The leases, as they are after the renewal.</param>
/// <param name="Nodes">The nodes that live by the database's clock, the asking one among them.</param>
public sealed record LeaseView(IReadOnlyList<LeaseRow> Shards, IReadOnlyList<LiveNode> Nodes)
{
    /// <summary>
    /// After this time a lease of another node runs out, unless it is renewed; null where there is none.
    /// </summary>
    public TimeSpan? NextExpiry { get; init; }
}

/// <param name="Shard">0 to 63.</param>
/// <param name="Token">The fencing token: grows by one with every new owner.</param>
/// <param name="Owner">The node's number; 0 where the shard was given back.</param>
/// <param name="IsFree">It has no owner, or the lease has run out by the database's clock.</param>
public readonly record struct LeaseRow(int Shard, long Token, long Owner, bool IsFree);

/// <param name="Node">Its number, which no process before had: it stands for one life of one process.</param>
/// <param name="IsDraining">A person wants it to give its shards away to those that do not drain.</param>
public readonly record struct LiveNode(long Node, bool IsDraining)
{
    /// <summary>Its process ends: it owns nothing any more, whether there is another or not.</summary>
    public bool IsLeaving { get; init; }
}

/// <summary>A shard that a node owns.</summary>
/// <param name="Shard">0 to 63.</param>
/// <param name="Token">What every write of the shard must find in the table.</param>
public readonly record struct ShardLease(int Shard, long Token);
