using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>
/// The tables of nodes and shards, and what docs/leases.md says that the statements do which change them. They look at
/// the database's clock, and at no other.
/// </summary>
internal sealed class LeaseTable(World world)
{
    private readonly Row[] _rows = [.. Enumerable.Range(0, ActivationId.Shards).Select(static _ => new Row())];
    private readonly Dictionary<Machine, Node> _nodes = [];
    private long _lastNumber;

    public static LeaseTerms Terms => LeaseTerms.Default;

    /// <summary>All uses of lanes are in the table of lanes.</summary>
    public bool AreLanesKept => Array.TrueForAll(_rows, static row => row.AreLanesKept);

    private TimeSpan Now => world.Database.Clock;

    public long OwnerOf(int shard) => _rows[shard].Owner;

    public long TokenOf(int shard) => _rows[shard].Token;

    /// <summary>Whose the last token is: it holds until somebody takes the shard, and is not ended by a release.</summary>
    public long HolderOf(int shard) => _rows[shard].Holder;

    public bool IsHeldBy(long node, int shard) => _rows[shard].Owner == node && Now < _rows[shard].Until;

    /// <summary>The machine's process gets a number; it knows the one before it, which is dead.</summary>
    public (long Number, long Former) Join(Machine machine)
    {
        var former = _nodes.TryGetValue(machine, out var before) ? before.Number : -1;
        _nodes[machine] = new Node(++_lastNumber) { Heartbeat = Now };
        return (_lastNumber, former);
    }

    /// <summary>Null where another process is this node.</summary>
    public LeaseView? Renew(Machine machine, long node, long former, bool isDraining)
    {
        if (_nodes.GetValueOrDefault(machine) is not { } self || self.Number != node)
            return null;

        self.Heartbeat = Now;
        self.IsDraining |= isDraining;
        TimeSpan? expiry = null;
        var shards = new LeaseRow[_rows.Length];
        for (var shard = 0; shard < _rows.Length; shard++)
        {
            var row = _rows[shard];
            if (row.Owner == node)
                row.Until = Now + Terms.Duration;
            else if (row.Owner != 0 && row.Owner != former && Now < row.Until && !(row.Until - Now >= expiry))
                expiry = row.Until - Now;
            shards[shard] = new LeaseRow(shard, row.Token, row.Owner, IsFree(row, former));
        }

        var nodes = _nodes.Values.Where(one => one.Heartbeat + Terms.Duration > Now);
        LiveNode[] live = [.. nodes.Select(static one => new LiveNode(one.Number, one.IsDraining))];
        return new LeaseView(shards, live) { NextExpiry = expiry };
    }

    public IReadOnlyList<ShardLease> Acquire(long node, long former, IReadOnlyList<int> shards)
    {
        var taken = new List<ShardLease>();
        foreach (var shard in shards.Where(shard => IsFree(_rows[shard], former)))
        {
            var row = _rows[shard];
            (row.Owner, row.Holder, row.Until) = (node, node, Now + Terms.Duration);
            taken.Add(new ShardLease(shard, ++row.Token));
        }

        return taken;
    }

    public IReadOnlyList<int> Release(long node, IReadOnlyList<int> shards)
    {
        int[] released = [.. shards.Where(shard => _rows[shard].Owner == node)];
        foreach (var shard in released)
            _rows[shard].Owner = 0;
        return released;
    }

    /// <summary>The node is no more.</summary>
    public void Leave(Machine machine, long node)
    {
        if (_nodes.GetValueOrDefault(machine)?.Number == node)
            _nodes.Remove(machine);
        Release(node, [.. Enumerable.Range(0, _rows.Length)]);
    }

    /// <summary>An operator wants the node to give its shards away.</summary>
    public void Drain(Machine machine)
    {
        if (_nodes.TryGetValue(machine, out var node))
            node.IsDraining = true;
    }

    /// <summary>Uses of lanes in these shards are in the table from now on.</summary>
    public void KeepLanes(IEnumerable<int> shards)
    {
        foreach (var shard in shards)
            _rows[shard].AreLanesKept = true;
    }

    /// <summary>A node that owns everything keeps lanes in memory; false where it does not.</summary>
    public bool TryForgetLanes(long node)
    {
        if (!Array.TrueForAll(_rows, row => row.Owner == node && Now < row.Until))
            return false;

        foreach (var row in _rows)
            row.AreLanesKept = false;
        return true;
    }

    private bool IsFree(Row row, long former) => row.Owner == 0 || Now >= row.Until || row.Owner == former;

    private sealed class Row
    {
        public long Token { get; set; }

        public long Owner { get; set; }

        public long Holder { get; set; }

        public TimeSpan Until { get; set; }

        public bool AreLanesKept { get; set; }
    }

    private sealed class Node(long number)
    {
        public long Number => number;

        public TimeSpan Heartbeat { get; set; }

        public bool IsDraining { get; set; }
    }
}
