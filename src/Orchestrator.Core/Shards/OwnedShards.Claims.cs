using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Shards;

/// <summary>
/// Who waits for a service, and who has it. Once it is durable that an activation waits, it says so to the one that
/// has the service: that one is superseded by a deprovisioning, gives the service up where it only waits for its start
/// time, or goes on. What was said and a crash made forgotten is said again when the waiting one is loaded.
/// </summary>
public sealed partial class OwnedShards
{
    /// <summary>A new order: an activation that has its service may have to be asked first whether there is room.</summary>
    private void Enter(ShardInput.Start start)
    {
        if (start.Behind == 0 || start.Order.QueueOnConflict)
            Begin(start, start.Behind);
        else
            Deliver(start.Behind, new ServiceWanted(start), loads: true);
    }

    /// <summary>An order that would not wait of itself comes to the activation that has, or had, its service.</summary>
    private void Enter(SagaSlot slot, ShardInput.Start start)
    {
        var occupant = slot.State!;
        var deprovisions = start.Order.Action == ActivationAction.Deprovision;
        if (occupant.IsFinished || occupant.QueuedBehind != 0)
            Begin(start, deprovisions ? slot.Id : 0);
        else if (deprovisions && DeprovisionIn(start.Order.Service) is { } other)
            Refuse(start, other);
        else if (ClaimRules.Accepts(occupant, start.Order, _now))
            Begin(start, slot.Id);
        else
            Refuse(start, slot.Id);
    }

    /// <summary>
    /// The same request may have been accepted before, and be what it meets now: the journal knows, and is asked by
    /// trying.
    /// </summary>
    private void Refuse(ShardInput.Start start, long because) => Begin(start with { RefusedFor = because }, behind: 0);

    /// <summary>A deprovisioning that waits already, and may begin when the service is free; null for none.</summary>
    private long? DeprovisionIn(string service) =>
        _services.First(service, _now) is { } first
        && _slots.TryGetValue(first, out var slot)
        && slot.State is { Order: { Action: ActivationAction.Deprovision } order }
        && !(order.RequestedStartTime > _now)
            ? first
            : null;

    /// <summary>
    /// A queued activation must see the end of the one in front of it, and that one must know of it; once, and again
    /// when its time has come.
    /// </summary>
    private void LookAfter(SagaSlot queued)
    {
        var waiting = queued.State!;
        var mayBegin = !waiting.IsHeld && !(waiting.Order.RequestedStartTime > _now);
        var claim = mayBegin ? ServiceClaim.Due : ServiceClaim.Ahead;
        if (waiting.Claimed >= claim)
            return;

        waiting.Claimed = claim;
        var blocker = waiting.QueuedBehind;
        if (!_slots.TryGetValue(blocker, out var slot))
            LookFor(blocker);
        else if (slot.State is { } state && !slot.IsWriting && (state.IsFinished || state.QueuedBehind != 0))
        {
            GoOnAfter(state);
            return;
        }

        if (waiting.IsHeld)
            return;
        if (Has(_owned, blocker))
            Deliver(blocker, new ServiceClaimed(ClaimRules.ClaimOf(waiting)), loads: true);
        else
            _outputs.Add(new ShardOutput.ClaimElsewhere(blocker, ClaimRules.ClaimOf(waiting)));
    }

    /// <summary>It is read again: what it was told before may not have come to be.</summary>
    private void ClaimAgain(SagaSlot occupant)
    {
        foreach (var id in _services.Of(occupant.State!.Order.Service).ToArray())
        {
            if (!_slots.TryGetValue(id, out var slot)
                || slot.State is not { } waiting
                || waiting.QueuedBehind != occupant.Id)
                continue;

            waiting.ForgetClaim();
            if (slot.IsReady)
                LookAfter(slot);
        }
    }

    /// <summary>
    /// It did not come to be. It may have been first when the service came free, and could not begin: the next one
    /// looks.
    /// </summary>
    private void LeaveQueue(SagaSlot slot)
    {
        var service = slot.State!.Order.Service;
        _services.Leave(service, slot.Id);
        if (_services.First(service, _now) is not { } next || !_slots.TryGetValue(next, out var first))
            return;

        first.State?.ForgetClaim();
        if (first.IsReady)
            LookAfter(first);
    }

    /// <summary>The one that has the service does what the one that waits may ask of it.</summary>
    private void Settle(SagaSlot slot, SagaCommand.Claim claim)
    {
        var state = slot.State!;
        if (state.IsFinished || state.QueuedBehind != 0)
            GoOnAfter(state);
        else if (ClaimRules.Supersedes(state, claim, _now))
            Run(slot, claim, static (burst, claim) => burst.Supersede(claim.By));
        else if (ClaimRules.Takes(state, claim, _now))
            Yield(slot, claim);
    }

    /// <summary>
    /// It waits for its own service from now on: whoever is first in the queue begins with the same write.
    /// </summary>
    private void Yield(SagaSlot slot, SagaCommand.Claim claim)
    {
        var state = slot.State!;
        var heir = claim.By;
        if (_services.First(state.Order.Service, _now) is { } first
            && _slots.TryGetValue(first, out var waiting)
            && waiting.State is { } next)
        {
            if (!waiting.IsReady)
            {
                next.ForgetClaim(); // It says so again as soon as it can begin.
                return;
            }

            if (ClaimRules.Takes(state, ClaimRules.ClaimOf(next), _now))
                heir = first;
        }

        if (!Run(slot, heir, static (burst, heir) => burst.Requeue(heir)))
            return;

        slot.HasYielded = true;
        _services.Join(slot.Id, state.Order);
    }

    /// <summary>
    /// An activation does not have its service any more: it has finished, or waits for another one itself. Who waits
    /// behind it begins, or waits behind that one.
    /// </summary>
    private void GoOnAfter(SagaState gone)
    {
        if (gone.QueuedBehind == 0)
        {
            WakeSuccessor(gone);
            return;
        }

        foreach (var id in _services.Of(gone.Order.Service).ToArray())
        {
            if (!_slots.TryGetValue(id, out var slot) || slot.State is not { } waiting || waiting.QueuedBehind != gone.Id)
                continue;

            if (!slot.IsReady)
                waiting.ForgetClaim();
            else if (gone.QueuedBehind == id)
                Begin(slot, ServiceRules.Left(gone));
            else if (Run(slot, gone.QueuedBehind, static (burst, behind) => burst.Requeue(behind)))
                Flush(slot);
        }
    }

    private void Begin(SagaSlot heir, ServiceEntry? left)
    {
        if (TakeOver(heir, left))
            Flush(heir);
    }

    private bool TakeOver(SagaSlot heir, ServiceEntry? left)
    {
        _services.Leave(heir.State!.Order.Service, heir.Id);
        return Run(heir, left, static (burst, left) => burst.BeginQueued(left));
    }

    /// <summary>Who deprovisions the service is told for whom it waits, where a person is to act.</summary>
    private void TellWhoWaits(SagaSlot slot)
    {
        if (slot.State is { SupersededBy: not 0, IsFinished: false } state && _slots.TryGetValue(state.SupersededBy, out _))
            Deliver(state.SupersededBy, new TurnIsDelayed(ClaimRules.WhyWaits(state)), loads: false);
    }

    /// <summary>An order wants the service of this activation.</summary>
    private sealed record ServiceWanted(ShardInput.Start What) : ShardInput;

    /// <summary>An activation waits for the service of this one.</summary>
    private sealed record ServiceClaimed(SagaCommand.Claim What) : ShardInput;

    /// <summary>The activation that it waits for, and has superseded, is where this says.</summary>
    private sealed record TurnIsDelayed(string Why) : ShardInput;
}
