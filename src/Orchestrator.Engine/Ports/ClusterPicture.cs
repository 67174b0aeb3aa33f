namespace Orchestrator.Engine.Ports;

/// <summary>The nodes of a database, and who owns which shard.</summary>
/// <param name="Nodes">All that are remembered, the oldest first: one that has died is for a day.</param>
/// <param name="Shards">All 64, in order.</param>
public sealed record ClusterPicture(IReadOnlyList<ClusterNode> Nodes, IReadOnlyList<ClusterShard> Shards)
{
    /// <summary>How many shards a node owns, those included that it hands over.</summary>
    public int ShardsOf(ClusterNode node) => Shards.Count(shard => shard.Owner == node.Number);

    public NodeStanding StandingOf(ClusterNode node)
    {
        if (!node.IsLive)
            return NodeStanding.Gone;
        if (!node.IsDraining && !node.IsLeaving)
            return NodeStanding.Serving;

        return ShardsOf(node) > 0 ? NodeStanding.Draining : NodeStanding.Drained;
    }
}

/// <summary>How a node stands.</summary>
public enum NodeStanding
{
    /// <summary>It takes new activations in, and has its share of the shards.</summary>
    Serving,

    /// <summary>It takes nothing new in, and hands its shards over.</summary>
    Draining,

    /// <summary>It has handed over everything.</summary>
    Drained,

    /// <summary>Nothing was heard of it for a lease.</summary>
    Gone,
}

/// <param name="Number">One life of one process: every start gets a new one; 0 where nothing counts them.</param>
/// <param name="Started">When the process joined.</param>
/// <param name="HeartbeatAge">How long ago it was heard of, by the database's clock.</param>
/// <param name="Figures">As it told them then.</param>
public sealed record ClusterNode(
    NodeIdentity Identity, long Number, DateTimeOffset Started, TimeSpan HeartbeatAge, NodeFigures Figures)
{
    /// <summary>It was heard of within a lease.</summary>
    public bool IsLive { get; init; }

    /// <summary>A person drains it.</summary>
    public bool IsDraining { get; init; }

    /// <summary>Its process ends.</summary>
    public bool IsLeaving { get; init; }
}

/// <summary>What a node tells of itself with each heartbeat.</summary>
/// <param name="Activations">In memory, by shard: 64 numbers.</param>
/// <param name="CallsInFlight">Adapter calls under way.</param>
/// <param name="CallsWaiting">Steps that could be called and are not.</param>
/// <param name="OldestReadyStep">How long the oldest of those has waited.</param>
/// <param name="OldestCommand">How long the oldest command has waited that it was given and has not answered.</param>
/// <param name="WritesWaiting">Writes that wait for a batch of the journal.</param>
/// <param name="OldestWrite">How long the oldest write is not durable.</param>
public sealed record NodeFigures(
    IReadOnlyList<int> Activations,
    int CallsInFlight,
    int CallsWaiting,
    TimeSpan OldestReadyStep,
    TimeSpan OldestCommand,
    int WritesWaiting,
    TimeSpan OldestWrite)
{
    /// <summary>How it is with its adapter instances.</summary>
    public IReadOnlyList<AdapterFigures> Adapters { get; init; } = [];

    public static readonly NodeFigures None = new(
        new int[Core.Sagas.ActivationId.Shards], 0, 0, TimeSpan.Zero, TimeSpan.Zero, 0, TimeSpan.Zero);
}

/// <param name="Shard">0 to 63.</param>
/// <param name="Owner">A node's number; null: nobody.</param>
/// <param name="Token">The fencing token; 0 where there are no leases.</param>
/// <param name="LeaseLeft">By the database's clock, negative where it has run out; null: there is no lease.</param>
public sealed record ClusterShard(int Shard, long? Owner, long Token, TimeSpan? LeaseLeft)
{
    /// <summary>Commands that other nodes have sent for its activations, and that nobody has answered.</summary>
    public int CommandsWaiting { get; init; }

    /// <summary>How long the oldest of those waits.</summary>
    public TimeSpan OldestCommand { get; init; }
}
