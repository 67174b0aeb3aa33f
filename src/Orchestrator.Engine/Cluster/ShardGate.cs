using System.Numerics;
using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Cluster;

/// <summary>What may be done for an activation now.</summary>
internal enum Passage
{
    Open,

    /// <summary>Its shard is being given away: what has not begun is put back.</summary>
    Leaving,

    /// <summary>Whether the shard is owned is not known: wait.</summary>
    Doubtful,

    /// <summary>Another node's.</summary>
    Closed,
}

/// <summary>
/// What this node may act for, as threads see it that call adapters and take calls: read often, changed by the keeper of
/// the leases alone.
/// </summary>
internal sealed class ShardGate(TimeProvider time)
{
    private readonly long _origin = time.GetTimestamp();
    private readonly int[] _calls = new int[ActivationId.Shards];
    private ulong _owned;
    private ulong _ready;
    private ulong _leaving;
    private long _trustedUntil = long.MaxValue;

    /// <summary>The node's monotonic clock, which leases go by.</summary>
    public TimeSpan Clock => time.GetElapsedTime(_origin);

    /// <summary>Past the end of a lease nothing is decided.</summary>
    public bool IsTrusted => Clock.Ticks < Volatile.Read(ref _trustedUntil);

    /// <summary>Shards with calls under way.</summary>
    public IReadOnlyCollection<int> Busy => [.. Enumerable.Range(0, ActivationId.Shards).Where(shard => CallsOf(shard) > 0)];

    public IReadOnlyList<int> Owned => ShardsOf(Volatile.Read(ref _owned));

    public Passage this[long activation]
    {
        get
        {
            var bit = 1UL << ActivationId.Shard(activation);
            if ((Volatile.Read(ref _owned) & bit) == 0)
                return Passage.Closed;
            if ((Volatile.Read(ref _leaving) & bit) != 0)
                return Passage.Leaving;

            return IsTrusted ? Passage.Open : Passage.Doubtful;
        }
    }

    /// <summary>
    /// A shard for a new activation, each of those that are owned in turn; null where none can take one in.
    /// </summary>
    public int? Next(int turn)
    {
        var ready = Volatile.Read(ref _ready) & ~Volatile.Read(ref _leaving);
        if (ready == 0)
            return null;

        for (var before = (int)((uint)turn % (uint)BitOperations.PopCount(ready)); before > 0; before--)
            ready &= ready - 1;
        return BitOperations.TrailingZeroCount(ready);
    }

    public int CallsOf(int shard) => Volatile.Read(ref _calls[shard]);

    public void Begin(long activation) => Interlocked.Increment(ref _calls[ActivationId.Shard(activation)]);

    public void End(long activation) => Interlocked.Decrement(ref _calls[ActivationId.Shard(activation)]);

    /// <summary>What is owned, and until when; from the keeper.</summary>
    public void Set(NodeLeases leases)
    {
        var owned = 0UL;
        var leaving = 0UL;
        for (var shard = 0; shard < ActivationId.Shards; shard++)
        {
            if (leases.TokenOf(shard) == 0)
                continue;

            owned |= 1UL << shard;
            if (!leases.TakesIn(shard))
                leaving |= 1UL << shard;
        }

        Volatile.Write(ref _leaving, leaving);
        Volatile.Write(ref _owned, owned);
        Volatile.Write(ref _ready, Volatile.Read(ref _ready) & owned);
        Volatile.Write(ref _trustedUntil, leases.TrustedUntil.Ticks);
    }

    /// <summary>All that was awake in these is read.</summary>
    public void Ready(IEnumerable<int> shards)
    {
        foreach (var shard in shards)
            Interlocked.Or(ref _ready, 1UL << shard);
    }

    /// <summary>These are read anew: nothing begins in them before.</summary>
    public void NotReady(IEnumerable<int> shards)
    {
        foreach (var shard in shards)
            Interlocked.And(ref _ready, ~(1UL << shard));
    }

    private static List<int> ShardsOf(ulong bits) => [.. Enumerable.Range(0, ActivationId.Shards).Where(shard => (bits & (1UL << shard)) != 0)];
}
