using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Shards;

/// <summary>
/// Lanes: kept in memory while one node owns everything; else where all nodes see them, and asked for when it is
/// durable that a step waits.
/// </summary>
public sealed partial class OwnedShards
{
    private void LeaveLanes(SagaSlot slot, bool all)
    {
        if (slot.Lanes is not { Count: > 0 } lanes)
            return;

        // Looked through before anybody takes a turn: it may be this activation, and what it does then is not durable.
        var left = new List<(string Step, string Lane)>(lanes.Count);
        foreach (var (step, (lane, _)) in lanes)
        {
            if (all || !UsesLane(slot.State!, step))
                left.Add((step, lane));
        }

        foreach (var (step, lane) in left)
        {
            lanes.Remove(step);
            if (_lanes.IsShared)
                _outputs.Add(new ShardOutput.LaneLeft(lane, slot.Id, step));
            TakeTurns(_lanes.Leave(lane, new LaneUser(slot.Id, step), _now));
        }
    }

    private static bool UsesLane(SagaState state, string step) =>
        state.OpenSteps.Any(open => open.Id == step && !Burst.WaitsForWindow(open));

    private void TakeTurns(IReadOnlyList<LaneUser> users)
    {
        foreach (var (activation, step) in users)
            Deliver(activation, new LaneFreed(step), loads: false);
    }

    /// <summary>Its next owner has them; what is noted of them elsewhere stays.</summary>
    private void ForgetLanes(SagaSlot slot)
    {
        if (!_lanes.IsShared || slot.Lanes is null)
            return;

        foreach (var (step, (lane, _)) in slot.Lanes)
            _lanes.Leave(lane, new LaneUser(slot.Id, step), _now);
    }

    private void AskForLanes(SagaSlot slot)
    {
        if (slot.LanesWanted is not { Count: > 0 } wanted)
            return;

        foreach (var step in wanted)
        {
            if (slot.Lanes!.TryGetValue(step, out var wants))
                Ask(slot, step, wants.Lane, wants.Turn);
        }

        wanted.Clear();
    }

    private void Ask(SagaSlot slot, string step, string lane, int turn) =>
        _outputs.Add(new ShardOutput.LaneWanted(lane, slot.Id, step) { Turn = turn, Rule = _lanes.RuleOf(lane) });

    /// <summary>Who has a lane keeps it; who waits asks anew, in the order of before.</summary>
    private void ShareLanes()
    {
        if (_lanes.IsShared)
            return;

        _lanes.Share();
        var leases = Enumerable.Range(0, ActivationId.Shards)
            .Where(shard => (_owned & ~_gaining & (1UL << shard)) != 0)
            .Select(shard => new ShardLease(shard, _tokens[shard]));
        TellLanes([.. leases]);
        var waiting = _slots.Values.SelectMany(WaitingForLanes).OrderBy(static one => one.Step.StartTime);
        foreach (var (slot, step) in waiting)
        {
            var turn = Burst.TurnOf(step);
            (slot.Lanes ??= new(StringComparer.Ordinal))[step.Id] = (step.Lane!, turn);
            Ask(slot, step.Id, step.Lane!, turn);
        }
    }

    private static IEnumerable<(SagaSlot Slot, StepRecord Step)> WaitingForLanes(SagaSlot slot) =>
        slot.State is null || slot.State.IsHeld
            ? []
            : slot.State.OpenSteps
                .Where(
                    step => step.Lane is not null
                        && (Burst.IsPending(step) || step.AwaitsLane)
                        && !Burst.WaitsForWindow(step))
                .Select(step => (slot, step));

    private void TellLanes(ShardLease[] leases)
    {
        if (!_lanes.IsShared || leases.Length == 0)
            return;

        var bits = BitsOf(leases.Select(static lease => lease.Shard));
        var uses = new List<LaneUse>();
        foreach (var slot in _slots.Values.Where(slot => Has(bits, slot.Id) && slot.State is not null))
        {
            // One whose window has opened may wait for its lane already: it keeps its place, and asks again.
            foreach (var step in slot.State!.OpenSteps.Where(
                step => step.Lane is not null && (step.Window is null || step.NextAttempt <= _now)))
            {
                var hasIt = !Burst.IsPending(step) && step.Window is null;
                uses.Add(new LaneUse(step.Lane!, slot.Id, step.Id, hasIt));
                (slot.Lanes ??= new(StringComparer.Ordinal))[step.Id] = (step.Lane!, 0);
                if (hasIt)
                    _lanes.Restore(step.Lane!, new LaneUser(slot.Id, step.Id));
            }
        }

        _outputs.Add(new ShardOutput.LanesUsed(leases, uses));
    }

    /// <summary>
    /// Granted to one that is not there any more, it is given back. One that comes again, late, is for a call that has
    /// been made.
    /// </summary>
    private void TakeIn(ShardInput.LaneGranted granted)
    {
        if (!Has(_owned & ~_gaining & ~_leaving, granted.Activation))
            return;

        (string Lane, int Turn) wants = default;
        if (_slots.TryGetValue(granted.Activation, out var slot)
            && (slot.State is null || slot.Lanes?.TryGetValue(granted.Step, out wants) == true))
        {
            if (slot.State is not null && wants.Turn != granted.Turn)
                return;

            _lanes.Grant(granted.Lane, new LaneUser(granted.Activation, granted.Step), granted.Turn);
            Deliver(granted.Activation, new LaneFreed(granted.Step), loads: false);
        }
        else
        {
            _outputs.Add(new ShardOutput.LaneLeft(granted.Lane, granted.Activation, granted.Step));
        }
    }
}
