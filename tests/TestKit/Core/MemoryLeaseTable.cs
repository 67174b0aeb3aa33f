using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;

namespace Orchestrator.TestKit.Core;

/// <summary>
/// The tables of nodes and leases, in memory, with the rules that the database's statements keep. Times are the
/// database's.
/// </summary>
public sealed class MemoryLeaseTable(LeaseTerms terms)
{
    private readonly Dictionary<long, (DateTimeOffset Heartbeat, bool IsLeaving)> _nodes = [];
    private readonly HashSet<long> _draining = [];
    private readonly (long Owner, long Token, DateTimeOffset Until)[] _shards =
        new (long, long, DateTimeOffset)[ActivationId.Shards];
    private long _last;

    /// <summary>A new node: its number.</summary>
    public long Join(DateTimeOffset now)
    {
        _nodes.Add(++_last, (now, false));
        return _last;
    }

    public long TokenOf(int shard) => _shards[shard].Token;

    public long OwnerOf(int shard) => _shards[shard].Owner;

    /// <summary>Says that the node lives, renews what it owns, and tells how everything is then.</summary>
    public LeaseView Renew(long node, bool isLeaving, DateTimeOffset now)
    {
        _nodes[node] = (now, isLeaving);
        for (var shard = 0; shard < _shards.Length; shard++)
        {
            if (_shards[shard].Owner == node)
                _shards[shard].Until = now + terms.Duration;
        }

        return new LeaseView(
            [.. Enumerable.Range(0, _shards.Length).Select(shard => new LeaseRow(
                shard, _shards[shard].Token, _shards[shard].Owner, IsFree(shard, now)))],
            [.. _nodes.Where(one => one.Value.Heartbeat + terms.Duration > now)
                .Select(one => new LiveNode(one.Key, _draining.Contains(one.Key))
                {
                    IsLeaving = one.Value.IsLeaving,
                })]);
    }

    /// <summary>Those that are free are the node's; the others are passed over.</summary>
    public IReadOnlyList<ShardLease> Acquire(long node, IReadOnlyList<int> shards, DateTimeOffset now)
    {
        var got = new List<ShardLease>();
        foreach (var shard in shards.Where(shard => IsFree(shard, now)))
        {
            _shards[shard] = (node, _shards[shard].Token + 1, now + terms.Duration);
            got.Add(new ShardLease(shard, _shards[shard].Token));
        }

        return got;
    }

    public void Release(long node, int shard)
    {
        if (_shards[shard].Owner == node)
            _shards[shard] = (0, _shards[shard].Token, default);
    }

    /// <summary>A person drains a node, or takes that back.</summary>
    public void Drain(long node, bool drains)
    {
        if (drains)
            _draining.Add(node);
        else
            _draining.Remove(node);
    }

    public void Leave(long node) => _nodes.Remove(node);

    private bool IsFree(int shard, DateTimeOffset now) => _shards[shard].Owner == 0 || _shards[shard].Until <= now;
}
