using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>
/// The table of lanes, and its functions, as decision 0015 has them: one row for each step that has a lane or waits for
/// it; who leaves gives it to the first who waits. Who has it asks for each further call, and gets it at once. Lanes
/// have the default rule: one step at a time, as often as it goes.
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
            else
                Find(change).Ask(change);
        }

        Grant(changes.Select(static change => change.Lane));
        return
        [
            .. _rows.Where(row => row.HasTurn && changes.Any(change => change.Comes && row.Is(change)))
                .Select(static row => row.ToChange()),
        ];
    }

    /// <summary>These are all uses of lanes in the shards, as far as the node still owns them.</summary>
    public void Keep(long node, IReadOnlyList<int> given, IReadOnlyList<LaneChange> uses)
    {
        var own = given.Where(shard => leases.OwnerOf(shard) == node).ToHashSet();
        _rows.RemoveAll(row => own.Contains(ActivationId.Shard(row.Activation)) && !uses.Any(row.Is));
        foreach (var use in uses.Where(use => use.Comes && own.Contains(ActivationId.Shard(use.Activation))))
            Find(use).Take();

        leases.KeepLanes(own);
        Grant(_rows.Select(static row => row.Name));
    }

    public IReadOnlyList<LaneChange> Read(IReadOnlyList<int> shards) =>
    [
        .. _rows.Where(row => row.HasTurn && shards.Contains(ActivationId.Shard(row.Activation)))
            .Select(static row => row.ToChange()),
    ];

    public bool TryForget(long node)
    {
        if (!leases.TryForgetLanes(node))
            return false;

        _rows.Clear();
        return true;
    }

    private Row Find(LaneChange change)
    {
        var row = _rows.Find(row => row.Is(change));
        if (row is null)
            _rows.Add(row = new Row(change.Lane, change.Activation, change.Step));
        return row;
    }

    /// <summary>
    /// Who has a lane gets the next turn in it, and the first of a lane that nobody has gets it, once all uses of lanes
    /// are known.
    /// </summary>
    private void Grant(IEnumerable<string> lanes)
    {
        if (!leases.AreLanesKept)
            return;

        foreach (var lane in lanes.Distinct().ToArray())
        {
            var users = _rows.FindAll(row => row.Name == lane);
            while ((users.Find(static row => row.IsHeld) is null
                ? users.Find(static row => row.Asks)
                : users.Find(static row => row is { IsHeld: true, Asks: true })) is { } next)
            {
                next.Take();
                Granted(next.ToChange());
            }
        }
    }

    private sealed class Row(string name, long activation, string step)
    {
        public string Name => name;

        public long Activation => activation;

        public bool IsHeld { get; private set; }

        /// <summary>It waits for a turn: its first, or the next one.</summary>
        public bool Asks { get; private set; }

        public bool HasTurn => IsHeld && !Asks;

        private int Turn { get; set; }

        public void Ask(LaneChange change)
        {
            Asks = true;
            Turn = change.Turn;
        }

        public void Take()
        {
            IsHeld = true;
            Asks = false;
        }

        public bool Is(LaneChange change) =>
            change.Lane == name && change.Activation == activation && change.Step == step;

        public LaneChange ToChange() => new(true, name, activation, step) { Turn = Turn };
    }
}
