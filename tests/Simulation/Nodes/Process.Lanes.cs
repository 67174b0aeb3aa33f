using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>Carrying what the shards say of lanes to the database, in order, until it is there.</summary>
internal sealed partial class Process
{
    private readonly Queue<ShardOutput> _said = new();
    private bool _isSaying;

    private void Say(ShardOutput output)
    {
        _said.Enqueue(output);
        SayNext();
    }

    private void SayNext()
    {
        if (_isSaying || _said.Count == 0)
            return;

        _isSaying = true;
        if (_said.Peek() is ShardOutput.LanesUsed used)
        {
            _said.Dequeue();
            Keep(used);
            return;
        }

        var changes = new List<LaneChange>();
        while (_said.TryPeek(out var output) && output is not ShardOutput.LanesUsed)
        {
            _said.Dequeue();
            changes.Add(output switch
            {
                ShardOutput.LaneWanted it =>
                    new(true, it.Lane, it.Activation, it.Step) { Turn = it.Turn, Rule = it.Rule },
                ShardOutput.LaneLeft it => new(false, it.Lane, it.Activation, it.Step),
                _ => throw new InvalidOperationException($"{output.GetType().Name} says nothing of lanes."),
            });
        }

        Change(changes);
    }

    private void Change(IReadOnlyList<LaneChange> changes) => Try(
        () => _world.Database.Lanes.Change(Number, changes),
        granted =>
        {
            Grant(granted);
            EndSaying();
        },
        () => Change(changes));

    private void Keep(ShardOutput.LanesUsed used) => Try(
        () =>
        {
            _world.Database.Lanes.Keep(
                Number,
                [.. used.Shards.Select(static lease => lease.Shard)],
                _bug.Uses([.. used.Uses.Select(static use => new LaneChange(use.HasIt, use.Lane, use.Activation, use.Step))]));
            return true;
        },
        _ => EndSaying(),
        () => Keep(used));

    private void EndSaying()
    {
        _isSaying = false;
        SayNext();
    }

    private void Grant(IReadOnlyList<LaneChange> granted)
    {
        foreach (var one in granted)
            TakeIn(new ShardInput.LaneGranted(one.Lane, one.Activation, one.Step) { Turn = one.Turn });
    }

    /// <summary>A word may have been missed: who has a lane is looked up.</summary>
    private void LookUpLanes()
    {
        if (!_world.Database.Lanes.IsEmpty)
            Try(() => _world.Database.Lanes.Read(_doors.Owned), Grant, static () => { });
    }
}
