using System.Numerics;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Leases;

/// <summary>What may be done for an activation now.</summary>
public enum Passage
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
/// What a node may act for, as it was at one moment: never changed, so any thread may look at it. Times are of the
/// node's monotonic clock.
/// </summary>
public sealed record ShardDoors
{
    /// <summary>Of a node that owns nothing.</summary>
    public static readonly ShardDoors Shut = new();

    private ulong _owned;
    private ulong _leaving;
    private ulong _ready;

    /// <summary>Past it nothing is decided, until the table has been read again.</summary>
    public TimeSpan TrustedUntil { get; private init; } = TimeSpan.MaxValue;

    /// <summary>The shards that are owned, those included that are being given away.</summary>
    public IReadOnlyList<int> Owned => [.. Enumerable.Range(0, ActivationId.Shards).Where(shard => Has(_owned, shard))];

    public bool IsTrusted(TimeSpan now) => now < TrustedUntil;

    public Passage Of(long activation, TimeSpan now)
    {
        var shard = ActivationId.Shard(activation);
        if (!Has(_owned, shard))
            return Passage.Closed;
        if (Has(_leaving, shard))
            return Passage.Leaving;

        return IsTrusted(now) ? Passage.Open : Passage.Doubtful;
    }

    /// <summary>It is owned, and is to be given away.</summary>
    public bool IsLeaving(int shard) => Has(_owned & _leaving, shard);

    /// <summary>
    /// All that was awake in it has been read. Before that it cannot be given away: it would come back.
    /// </summary>
    public bool IsReady(int shard) => Has(_ready, shard);

    /// <summary>
    /// A shard for a new activation, each of those that are owned in turn; null where none can take one in.
    /// </summary>
    public int? Next(int turn)
    {
        var ready = _ready & ~_leaving;
        if (ready == 0)
            return null;

        for (var before = (int)((uint)turn % (uint)BitOperations.PopCount(ready)); before > 0; before--)
            ready &= ready - 1;
        return BitOperations.TrailingZeroCount(ready);
    }

    /// <summary>As the leases are now; what is not owned any more is not ready either.</summary>
    public ShardDoors With(NodeLeases leases)
    {
        var (owned, leaving) = (0UL, 0UL);
        for (var shard = 0; shard < ActivationId.Shards; shard++)
        {
            if (leases.TokenOf(shard) == 0)
                continue;

            owned |= 1UL << shard;
            if (!leases.TakesIn(shard))
                leaving |= 1UL << shard;
        }

        return this with
        {
            TrustedUntil = leases.TrustedUntil,
            _owned = owned,
            _leaving = leaving,
            _ready = _ready & owned,
        };
    }

    /// <summary>All that was awake in these is read: something new may begin there.</summary>
    public ShardDoors WithReady(IEnumerable<int> shards) => this with { _ready = (_ready | BitsOf(shards)) & _owned };

    /// <summary>These are read anew: nothing begins in them before.</summary>
    public ShardDoors WithoutReady(IEnumerable<int> shards) => this with { _ready = _ready & ~BitsOf(shards) };

    private static bool Has(ulong shards, int shard) => (shards & (1UL << shard)) != 0;

    private static ulong BitsOf(IEnumerable<int> shards) =>
        shards.Aggregate(0UL, static (bits, shard) => bits | (1UL << shard));
}
