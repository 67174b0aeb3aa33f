using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Shards;

/// <summary>Making transitions, and having them written.</summary>
public sealed partial class OwnedShards
{
    /// <summary>Runs one activation, and keeps what it decided for the next write. False where a rule of the engine broke.</summary>
    private bool Run(SagaSlot slot, Action<Burst> input)
    {
        var state = slot.State!;
        var burst = new Burst(state, _now, new SlotLanes(_lanes, slot));
        try
        {
            input(burst);
        }
        catch (Exception broken) when (broken is InvalidOperationException or KeyNotFoundException or ArgumentException
            or NullReferenceException or InvalidCastException or IndexOutOfRangeException or ArithmeticException)
        {
            BreakDown(slot, broken);
            return false;
        }

        if (burst.Events.Count > 0)
            slot.Unwritten.Add(Describe(slot, new Transition(slot.Id, state.Sequence, _now, burst.Events)));
        foreach (var call in burst.Calls)
            slot.Released.Add(new ShardOutput.Call(call, CallOf(state, call)));
        foreach (var read in burst.Reads)
            slot.Released.Add(new ShardOutput.Read(read, CallOf(state, read)));
        return true;
    }

    /// <summary>
    /// A rule of the engine broke while this activation was handled. Nothing of that is kept: it is read from the journal again, and falls
    /// out there. No other activation is touched.
    /// </summary>
    private void BreakDown(SagaSlot slot, Exception broken)
    {
        LeaveLanes(slot, all: true);
        _slots.Remove(slot.Id);
        if (slot.Start is { } start && slot.Entry is null)
        {
            _outputs.Add(new ShardOutput.Reply(start.Ticket, new ReplyContent.Refused(new Refusal(
                RefusalReason.WrongState, $"The workflow could not be begun: {broken.Message}"))));
            return;
        }

        foreach (var ticket in slot.Tickets)
        {
            _outputs.Add(new ShardOutput.Reply(ticket, new ReplyContent.Refused(new Refusal(
                RefusalReason.WrongState, $"activations/{ActivationId.ToText(slot.Id)} has broken down. Read it again."))));
        }

        var again = Load(slot.Id);
        again.Broken = $"{broken.GetType().Name}: {broken.Message}";
        again.EndTickets = slot.EndTickets;
        foreach (var waiting in slot.Waiting ?? [])
            again.Wait(waiting);
    }

    /// <summary>Adds what lists and services need to know of the transition, where that has changed.</summary>
    private Transition Describe(SagaSlot slot, Transition transition)
    {
        var state = slot.State!;
        var occupied = state.IsFinished || state.QueuedBehind != 0 || state.Order.Service.Length == 0 ? null : state.Order.Service;
        var entry = new ActivationEntry(state.State, occupied, Waking.Of(state, _now))
        {
            FalloutAdapters = FalloutAdapters(state),
        };
        var service = ServiceRules.After(state);
        var described = transition with
        {
            Entry = slot.Entry is null
                ? entry with { Accepted = (ActivationAccepted)transition.Events[0] }
                : IsSame(slot.Entry, entry) ? null : entry,
            Service = service is null || service == slot.Service ? null : service,
        };
        slot.Entry = entry;
        slot.Service = service;
        return described;
    }

    private static bool IsSame(ActivationEntry before, ActivationEntry after) =>
        before.State == after.State
        && before.OpenService == after.OpenService
        && before.Wake == after.Wake
        && (before.FalloutAdapters ?? []).SequenceEqual(after.FalloutAdapters ?? []);

    private static string[]? FalloutAdapters(SagaState state)
    {
        if (state.Fallouts.Count == 0)
            return null;

        string[] adapters =
        [
            .. state.Fallouts.Select(fallout => state.FindStep(fallout.Step)?.Activity.Adapter)
                .OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        return adapters.Length > 0 ? adapters : null;
    }

    private static StepCall CallOf(SagaState state, CallId id)
    {
        var step = state.FindStep(id.Step)!;
        var key = $"{ActivationId.ToText(state.Id)}/{step.Id}/";
        return id.Undo
            ? new(step.Activity.Adapter, step.Compensation!, step.CompensationInput, key + "undo", key + "do", id.Attempt, step.Activity.Timeout, state.Order)
            : new(step.Activity.Adapter, step.Activity.Operation, step.Input, key + "do", null, id.Attempt, step.Activity.Timeout, state.Order);
    }

    /// <summary>Has what was decided written; where nothing was, releases at once what waits for nothing.</summary>
    private void Flush(SagaSlot slot)
    {
        if (!IsCurrent(slot) || slot.IsWriting)
            return;

        if (slot.Unwritten.Count == 0)
        {
            Release(slot);
            return;
        }

        List<SagaSlot> together = [slot];
        HandServiceOver(slot, together);
        var transitions = new List<Transition>();
        foreach (var one in together)
        {
            one.IsWriting = true;
            transitions.AddRange(one.Unwritten);
        }

        _writes.Add(++_lastWrite, [.. together]);
        _outputs.Add(new ShardOutput.Write(_lastWrite, transitions));
    }

    private bool IsCurrent(SagaSlot slot) => _slots.TryGetValue(slot.Id, out var current) && current == slot;

    /// <summary>An activation that gives its service free begins the next one that waits for it, in the same write.</summary>
    private void HandServiceOver(SagaSlot slot, List<SagaSlot> together)
    {
        var service = slot.State!.Order.Service;
        if (service.Length == 0 || !slot.State.IsFinished)
            return;

        while (_services.First(service) is { } next)
        {
            if (!_slots.TryGetValue(next, out var heir) || heir.State is null || heir.State.IsFinished || heir.State.QueuedBehind == 0)
            {
                _services.Leave(service, next);
                continue;
            }

            if (heir.IsWriting)
                return;

            _services.Leave(service, next);
            if (Run(heir, burst => burst.BeginQueued()))
                together.Add(heir);
            return;
        }
    }

    private void TakeIn(ShardInput.Written written)
    {
        foreach (var number in written.Writes)
        {
            if (!_writes.Remove(number, out var slots))
                continue;

            foreach (var slot in slots)
                OnDurable(slot);
        }
    }

    private void OnDurable(SagaSlot slot)
    {
        slot.IsWriting = false;
        foreach (var transition in slot.Unwritten)
        {
            _outputs.Add(new ShardOutput.Published(transition) { Order = slot.State!.Order, Started = slot.Start?.Ticket ?? 0 });
            slot.Start = null;
        }

        slot.Unwritten.Clear();
        Release(slot);
    }

    /// <summary>Everything decided is durable: acts, answers, and takes in what has waited.</summary>
    private void Release(SagaSlot slot)
    {
        foreach (var output in slot.Released)
            _outputs.Add(output);
        slot.Released.Clear();
        slot.Tickets.Clear();
        LeaveLanes(slot, all: false);
        if (slot.State!.IsFinished)
            AnswerEndTickets(slot);
        if (slot.State.QueuedBehind != 0)
            LookAfter(slot.State.QueuedBehind);

        while (IsCurrent(slot) && slot.Waiting is { Count: > 0 } waiting)
            Process(slot, waiting.Dequeue());
        if (!IsCurrent(slot))
            return;

        if (slot.Unwritten.Count > 0 || slot.Released.Count > 0)
            Flush(slot);
        else
            Rest(slot);
    }

    private void AnswerEndTickets(SagaSlot slot)
    {
        if (slot.EndTickets is not { Count: > 0 } tickets)
            return;

        var snapshot = slot.State!.Snapshot();
        foreach (var ticket in tickets)
            _outputs.Add(new ShardOutput.Reply(ticket, new ReplyContent.Accepted(snapshot)));
        tickets.Clear();
    }

    /// <summary>Sets the timer, or lets the activation leave memory where it has nothing to do for long.</summary>
    private void Rest(SagaSlot slot)
    {
        if (!Waking.Of(slot.State!, _now).Always && slot.EndTickets is not { Count: > 0 })
        {
            LeaveLanes(slot, all: true);
            _slots.Remove(slot.Id);
            return;
        }

        if (Waking.NextTimer(slot.State!) is not { } time || slot.Timer <= time)
            return;

        slot.Timer = time;
        _timers.Enqueue(slot.Id, time);
    }

    private void LeaveLanes(SagaSlot slot, bool all)
    {
        if (slot.Lanes is not { Count: > 0 } lanes)
            return;

        foreach (var (step, lane) in lanes.ToArray())
        {
            if (!all && slot.State!.OpenSteps.Any(open => open.Id == step))
                continue;

            lanes.Remove(step);
            if (_lanes.Leave(lane, new LaneUser(slot.Id, step)) is { } next)
                Deliver(next.Activation, new LaneFreed(next.Step), loads: false);
        }
    }

    /// <summary>The lanes, as one activation sees them.</summary>
    private sealed class SlotLanes(LaneTable lanes, SagaSlot slot) : ILanes
    {
        public bool TryTake(string lane, long activation, string step, DateTimeOffset since)
        {
            (slot.Lanes ??= new(StringComparer.Ordinal))[step] = lane;
            return lanes.TryTake(lane, new LaneUser(activation, step), since);
        }
    }
}
