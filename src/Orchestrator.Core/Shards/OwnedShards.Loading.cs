using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Shards;

/// <summary>Activations that come from the journal, and writes that it refused.</summary>
public sealed partial class OwnedShards
{
    private readonly List<SagaSlot> _recovering = [];

    private void TakeIn(ShardInput.Loaded loaded)
    {
        if (!Has(_owned & ~_leaving, loaded.Activation)
            || (loaded.Token != 0 && loaded.Token != _tokens[ActivationId.Shard(loaded.Activation)]))
            return;

        if (!_slots.TryGetValue(loaded.Activation, out var slot))
            _slots.Add(loaded.Activation, slot = new SagaSlot(loaded.Activation, _lanes));
        else if (slot.State is not null)
            return;

        if (loaded.Plan is null || loaded.History.Count == 0)
        {
            NotFound(slot);
            return;
        }

        var state = slot.State = SagaState.Fold(loaded.Activation, loaded.Plan, loaded.History);
        slot.Entry = new ActivationEntry(state.State, OccupiedBy(state), loaded.Wake)
        {
            FalloutAdapters = FalloutAdapters(state),
        };
        slot.Service = ServiceRules.After(state);
        slot.Awaited = Awaited.By(state);
        TakeLanes(slot);
        if (state is { QueuedBehind: not 0, IsFinished: false })
            _services.Join(slot.Id, state.Order);
        else
            _services.Leave(state.Order.Service, slot.Id);

        if (!loaded.MoreToCome)
        {
            Resume(slot);
            return;
        }

        // An answer to it now, or a transition of it, would come before what is under way is known.
        slot.IsRecovering = true;
        _recovering.Add(slot);
    }

    /// <summary>
    /// The shards ask for the history themselves: one that was read before they did may be older than what has been
    /// written since.
    /// </summary>
    private void Awaken(long activation)
    {
        if (Has(_owned & ~_leaving, activation) && !_slots.ContainsKey(activation))
            Load(activation);
    }

    private void GoOn(ShardInput.Recovered recovered)
    {
        var leases = recovered.Leases
            .Where(lease => IsOwned(lease) && (_gaining & (1UL << lease.Shard)) != 0)
            .ToArray();
        _gaining &= ~BitsOf(leases.Select(static lease => lease.Shard));
        TellLanes(leases);
        var all = _recovering.ToArray();
        _recovering.Clear();
        foreach (var slot in all)
            slot.IsRecovering = false;
        _isGoingOn = true;
        foreach (var slot in all)
        {
            // One that is written by now waited for its service, which another one has left: it had nothing under way.
            if (IsCurrent(slot) && !slot.IsWriting)
                Resume(slot);
        }

        _isGoingOn = false;
        var notices = _noticesLeft.ToList();
        _noticesLeft.Clear();
        Send(notices);
        var asked = _askedFor.Where(id => _slots.TryGetValue(id, out var slot) && slot.State is null).ToArray();
        _askedFor.Clear();
        foreach (var id in asked)
            _outputs.Add(new ShardOutput.Load(id, _tokens[ActivationId.Shard(id)]));
    }

    private void Resume(SagaSlot slot)
    {
        // One that ends only now hands its service over with the write that ends it.
        var hadEnded = slot.State!.IsFinished;
        if (slot.Broken is { } message)
            Run(slot, burst => burst.BreakDown(message));
        else if (slot.Requeue != 0)
            Run(slot, burst => burst.Requeue(slot.Requeue));
        else if (slot.Left is { } left && slot.State is { IsFinished: false, QueuedBehind: not 0 })
            TakeOver(slot, left);
        else if (!Run(slot, hadEnded ? static burst => burst.SayAgain() : static burst => burst.Recover()))
            return;

        slot.Requeue = 0;
        slot.Left = null;
        slot.Broken = null;
        if (hadEnded)
            GoOnAfter(slot.State!);
        if (EndOf(slot) is { } end)
            slot.Notify(end);
        Flush(slot);
    }

    /// <summary>A loaded activation that has finished frees those that were queued behind it before.</summary>
    private void WakeSuccessor(SagaState finished)
    {
        if (finished.IsFinished && finished.QueuedBehind == 0 && finished.Order.Service.Length > 0)
            WakeSuccessor(finished, ServiceRules.Left(finished));
    }

    private void WakeSuccessor(SagaState finished, ServiceEntry? left)
    {
        while (_services.First(finished.Order.Service, _now) is { } next && _slots.TryGetValue(next, out var heir))
        {
            if (!heir.IsReady)
                heir.State?.ForgetClaim();
            if (!heir.IsReady || heir.State!.QueuedBehind != finished.Id)
                return;

            _services.Leave(finished.Order.Service, next);
            if (!Run(heir, burst => burst.BeginQueued(left)))
                return;

            Flush(heir);
            if (heir.State.QueuedBehind == 0)
                return;
        }
    }

    private void LookFor(long blocker)
    {
        if (Has(_owned, blocker))
            Load(blocker);
        else
            _outputs.Add(new ShardOutput.AwaitEndElsewhere(blocker));
    }

    private void NotFound(SagaSlot slot)
    {
        _slots.Remove(slot.Id);
        foreach (var waiting in slot.Waiting ?? [])
        {
            var ticket = waiting switch
            {
                ShardInput.Command command => command.Ticket,
                ShardInput.AwaitEnd end => end.Ticket,
                _ => 0,
            };
            if (ticket != 0)
                _outputs.Add(new ShardOutput.Reply(ticket, new ReplyContent.NotFound()));
            if (waiting is ErrandCame errand)
                NoSuchChild(errand.What);
            if (waiting is ServiceWanted wanted)
                Begin(wanted.What, behind: 0);
        }
    }

    /// <summary>
    /// Steps that had begun have their lanes again; those that waited join the queue in the order in which they came.
    /// </summary>
    private void TakeLanes(SagaSlot slot)
    {
        foreach (var step in slot.State!.OpenSteps)
        {
            if (step is { Lane: { } lane, Window: null } && !Burst.IsPending(step))
                Restore(slot, step.Id, lane);
        }
    }

    private void Restore(SagaSlot slot, string step, string lane)
    {
        // Where lanes are kept elsewhere, who owns the shard now tells them when all of it has been read.
        if (!_lanes.IsShared)
            _lanes.Restore(lane, new LaneUser(slot.Id, step));
        (slot.Lanes ??= new(StringComparer.Ordinal))[step] = (lane, 0);
    }

    private void TakeIn(ShardInput.WriteRefused refused)
    {
        if (!_writes.Remove(refused.Write, out var write))
            return;

        Discard(write.Slot, refused);
        foreach (var heir in write.Heirs)
            Discard(heir, refused);
    }

    /// <summary>
    /// Nothing of the write happened: a start is answered, anything else is read from the journal again.
    /// </summary>
    private void Discard(SagaSlot slot, ShardInput.WriteRefused refused)
    {
        if (!IsCurrent(slot))
        {
            DiscardElsewhere(slot, refused);
            return;
        }

        if (slot.Start is { } start)
        {
            LeaveLanes(slot, all: true);
            _slots.Remove(slot.Id);
            if (slot.State!.QueuedBehind != 0)
                LeaveQueue(slot);
            Answer(start, refused);
            return;
        }

        foreach (var ticket in slot.Tickets ?? [])
            _outputs.Add(new ShardOutput.Reply(ticket, new ReplyContent.ServiceBusy(refused.Because)));
        var again = ReadAgain(slot);
        if (slot.Id == refused.Activation && refused.Changed is not null)
            again.Left = refused.Changed;
        else if (slot.Id == refused.Activation && slot.Tickets is not { Count: > 0 })
            again.Requeue = refused.Because;
    }

    /// <summary>The refusal holds, whoever owns the shard now; what is done about it is for that one.</summary>
    private void DiscardElsewhere(SagaSlot slot, ShardInput.WriteRefused refused)
    {
        if (slot.Start is { } start
            && (!start.Order.QueueOnConflict || refused.SameRequest || refused.Changed is not null))
            Answer(start, refused);
        else
            Undo(slot);
    }

    private void Answer(ShardInput.Start start, ShardInput.WriteRefused refused)
    {
        if (start.For is { } parent && refused.SameRequest)
            Deliver(parent.Activation, new ChildIsThere(parent.Step, refused.Because, IsOld: true), loads: false);
        else if (refused.SameRequest)
            Answer(start, new ReplyContent.Repeated(refused.Because, null));
        else if (refused.Changed is not null)
            Answer(start, new ReplyContent.ServiceChanged(refused.Because));
        else if (start.RefusedFor != 0)
            Answer(start, new ReplyContent.ServiceBusy(start.RefusedFor));
        else if (start.For is not null)
            Begin(start, refused.Because);
        else if (Has(_owned & ~_gaining & ~_leaving, refused.Because))
            Enter(start with { Shard = ActivationId.Shard(refused.Because), Behind = refused.Because });
        else
            Answer(start, new ReplyContent.ServiceBusy(refused.Because) { IsToBeAsked = true });
    }
}
