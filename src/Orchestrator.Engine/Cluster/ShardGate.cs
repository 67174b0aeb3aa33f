using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Cluster;

/// <summary>
/// What this node may act for, as threads see it that call adapters and take calls: read often, changed by the keeper
/// of the leases alone.
/// </summary>
internal sealed class ShardGate(TimeProvider time)
{
    private readonly long _origin = time.GetTimestamp();
    private readonly int[] _calls = new int[ActivationId.Shards];
    private readonly Lock _change = new();
    private volatile ShardDoors _doors = ShardDoors.Shut;

    /// <summary>The node's monotonic clock, which leases go by.</summary>
    public TimeSpan Clock => time.GetElapsedTime(_origin);

    /// <summary>Past the end of a lease nothing is decided.</summary>
    public bool IsTrusted => _doors.IsTrusted(Clock);

    /// <summary>Shards with calls under way.</summary>
    public IReadOnlyCollection<int> Busy =>
        [.. Enumerable.Range(0, ActivationId.Shards).Where(shard => CallsOf(shard) > 0)];

    public IReadOnlyList<int> Owned => _doors.Owned;

    public Passage this[long activation] => _doors.Of(activation, Clock);

    /// <summary>A shard for a new activation, each in turn; null where none can take one in.</summary>
    public int? Next(int turn) => _doors.Next(turn);

    /// <summary>It is owned, and is to be given away.</summary>
    public bool IsLeaving(int shard) => _doors.IsLeaving(shard);

    /// <summary>All that was awake in it has been read.</summary>
    public bool IsReady(int shard) => _doors.IsReady(shard);

    public int CallsOf(int shard) => Volatile.Read(ref _calls[shard]);

    public void Begin(long activation) => Interlocked.Increment(ref _calls[ActivationId.Shard(activation)]);

    public void End(long activation) => Interlocked.Decrement(ref _calls[ActivationId.Shard(activation)]);

    /// <summary>What is owned, and until when; from the keeper.</summary>
    public void Set(NodeLeases leases)
    {
        lock (_change)
            _doors = _doors.With(leases);
    }

    /// <summary>All that was awake in these is read.</summary>
    public void Ready(IEnumerable<int> shards)
    {
        lock (_change)
            _doors = _doors.WithReady(shards);
    }

    /// <summary>These are read anew: nothing begins in them before.</summary>
    public void NotReady(IEnumerable<int> shards)
    {
        lock (_change)
            _doors = _doors.WithoutReady(shards);
    }
}
