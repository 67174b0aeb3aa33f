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

        foreach (var (step, lane) in lanes.ToArray())
        {
            if (!all && slot.State!.OpenSteps.Any(open => open.Id == step))
                continue;

            lanes.Remove(step);
            if (_lanes.IsShared)
                _outputs.Add(new ShardOutput.LaneLeft(lane, slot.Id, step));
            if (_lanes.Leave(lane, new LaneUser(slot.Id, step)) is { } next)
                Deliver(next.Activation, new LaneFreed(next.Step), loads: false);
        }
    }

    /// <summary>Its next owner has them; what is noted of them elsewhere stays.</summary>
    private void ForgetLanes(SagaSlot slot)
    {
        if (!_lanes.IsShared || slot.Lanes is null)
            return;

        foreach (var (step, lane) in slot.Lanes)
            _lanes.Leave(lane, new LaneUser(slot.Id, step));
    }

    private void AskForLanes(SagaSlot slot)
    {
        if (slot.LanesWanted is not { Count: > 0 } wanted)
            return;

        foreach (var step in wanted)
        {
            if (slot.Lanes!.TryGetValue(step, out var lane))
                _outputs.Add(new ShardOutput.LaneWanted(lane, slot.Id, step));
        }

        wanted.Clear();
    }

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
        var waiting = _slots.Values.SelectMany(WaitingForLanes).OrderBy(static use => use.Since);
        foreach (var (use, _) in waiting)
            _outputs.Add(new ShardOutput.LaneWanted(use.Lane, use.Activation, use.Step));
    }

    private static IEnumerable<(LaneUse Use, DateTimeOffset Since)> WaitingForLanes(SagaSlot slot) =>
        slot.State is null || slot.State.IsHeld
            ? []
            : slot.State.OpenSteps
                .Where(step => step.Lane is not null && Burst.IsPending(step))
                .Select(step => (new LaneUse(step.Lane!, slot.Id, step.Id, HasIt: false), step.StartTime));

    private void TellLanes(ShardLease[] leases)
    {
        if (!_lanes.IsShared || leases.Length == 0)
            return;

        var bits = BitsOf(leases.Select(static lease => lease.Shard));
        var uses = new List<LaneUse>();
        foreach (var slot in _slots.Values.Where(slot => Has(bits, slot.Id) && slot.State is not null))
        {
            foreach (var step in slot.State!.OpenSteps.Where(static step => step.Lane is not null))
            {
                var hasIt = !Burst.IsPending(step);
                uses.Add(new LaneUse(step.Lane!, slot.Id, step.Id, hasIt));
                (slot.Lanes ??= new(StringComparer.Ordinal))[step.Id] = step.Lane!;
                if (hasIt)
                    _lanes.Grant(step.Lane!, new LaneUser(slot.Id, step.Id));
            }
        }

        _outputs.Add(new ShardOutput.LanesUsed(leases, uses));
    }

    /// <summary>Granted to one that is not there any more, it is given back.</summary>
    private void TakeIn(ShardInput.LaneGranted granted)
    {
        if (!Has(_owned & ~_gaining & ~_leaving, granted.Activation))
            return;

        if (_slots.TryGetValue(granted.Activation, out var slot) && (slot.State is null || slot.Lanes?.ContainsKey(granted.Step) == true))
        {
            _lanes.Grant(granted.Lane, new LaneUser(granted.Activation, granted.Step));
            Deliver(granted.Activation, new LaneFreed(granted.Step), loads: false);
        }
        else
        {
            _outputs.Add(new ShardOutput.LaneLeft(granted.Lane, granted.Activation, granted.Step));
        }
    }
}
