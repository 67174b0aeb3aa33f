using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>
/// The table of lanes, and its functions, as decision 0015 has them: one row for each step that has a lane or waits for
/// it; who leaves gives it to the first who waits.
/// </summary>
internal sealed class LaneRows(LeaseTable leases)
{
    private readonly List<Row> _rows = [];

    /// <summary>Steps that have got their lane: to be told to all nodes.</summary>
    public Action<LaneChange> Granted { get; set; } = static _ => { };

    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Steps come to lanes and leave them; gives those that came and have their lane.</summary>
    public IReadOnlyList<LaneChange> Change(long node, IReadOnlyList<LaneChange> changes)
    {
        foreach (var change in changes.Where(change => leases.OwnerOf(ActivationId.Shard(change.Activation)) == node))
        {
            if (!change.Comes)
                _rows.RemoveAll(row => row.Is(change));
            else if (!_rows.Exists(row => row.Is(change)))
                _rows.Add(new Row(change.Lane, change.Activation, change.Step));
        }

        Grant(changes.Select(static change => change.Lane));
        return [.. changes.Where(change => change.Comes && _rows.Exists(row => row.IsHeld && row.Is(change)))];
    }

    /// <summary>These are all uses of lanes in the shards, as far as the node still owns them.</summary>
    public void Keep(long node, IReadOnlyList<int> given, IReadOnlyList<LaneChange> uses)
    {
        var own = given.Where(shard => leases.OwnerOf(shard) == node).ToHashSet();
        _rows.RemoveAll(row => own.Contains(ActivationId.Shard(row.Activation)) && !uses.Any(row.Is));
        foreach (var use in uses.Where(use => use.Comes && own.Contains(ActivationId.Shard(use.Activation))))
        {
            if (_rows.Exists(row => row.IsHeld && row.Name == use.Lane))
                continue;

            var known = _rows.Find(row => row.Is(use));
            if (known is null)
                _rows.Add(known = new Row(use.Lane, use.Activation, use.Step));
            known.IsHeld = true;
        }

        leases.KeepLanes(own);
        Grant(_rows.Select(static row => row.Name));
    }

    public IReadOnlyList<LaneChange> Read(IReadOnlyList<int> shards) =>
    [
        .. _rows.Where(row => row.IsHeld && shards.Contains(ActivationId.Shard(row.Activation)))
            .Select(static row => row.ToChange()),
    ];

    public bool TryForget(long node)
    {
        if (!leases.TryForgetLanes(node))
            return false;

        _rows.Clear();
        return true;
    }

    /// <summary>The first of a lane that nobody has gets it, once all uses of lanes are known.</summary>
    private void Grant(IEnumerable<string> lanes)
    {
        if (!leases.AreLanesKept)
            return;

        foreach (var lane in lanes.Distinct().ToArray())
        {
            var users = _rows.FindAll(row => row.Name == lane);
            if (users.Count == 0 || users.Exists(static row => row.IsHeld))
                continue;

            users[0].IsHeld = true;
            Granted(users[0].ToChange());
        }
    }

    private sealed class Row(string name, long activation, string step)
    {
        public string Name => name;

        public long Activation => activation;

        public bool IsHeld { get; set; }

        public bool Is(LaneChange change) =>
            change.Lane == name && change.Activation == activation && change.Step == step;

        public LaneChange ToChange() => new(true, name, activation, step);
    }
}
