using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Shards;

/// <summary>Making transitions, and having them written.</summary>
public sealed partial class OwnedShards
{
    private readonly Burst _burst = new(turnsMax, windows);

    private bool Run(SagaSlot slot, Action<Burst> input) => Run(slot, input, static (burst, input) => input(burst));

    /// <summary>
    /// Runs one activation, and keeps what it decided for the next write. False where a rule of the engine broke.
    /// </summary>
    private bool Run<TInput>(SagaSlot slot, TInput input, Action<Burst, TInput> run)
    {
        var state = slot.State!;
        var before = state.Sequence;
        _burst.Begin(state, _now, slot);
        try
        {
            run(_burst, input);
        }
        catch (Exception broken) when (broken is InvalidOperationException or KeyNotFoundException or ArgumentException
            or NullReferenceException or InvalidCastException or IndexOutOfRangeException or ArithmeticException)
        {
            BreakDown(slot, broken);
            return false;
        }

        if (_burst.Events.Count > 0)
            slot.Unwritten = [.. slot.Unwritten, Describe(slot, [.. _burst.Events])];
        foreach (var call in _burst.Calls)
            Release(slot, call);
        foreach (var read in _burst.Reads)
            slot.Released.Add(new ShardOutput.Read(read, CallOf(slot, read)));
        foreach (var announced in _burst.Announcements)
            slot.Released.Add(new ShardOutput.Announce(slot.Id, announced, state.Order));
        if (_burst.AsksForTeardown)
            slot.Released.Add(new ShardOutput.FindTeardown(slot.Id, state.Order));
        if (state.Untold.Count > 0)
            _burst.TellChildren(before);
        foreach (var errand in _burst.Errands)
            slot.Notify((errand.Child, new ErrandCame(errand)));
        AskToPass(slot);
        return true;
    }

    /// <summary>
    /// A rule of the engine broke while this activation was handled. Nothing of that is kept: it is read from the
    /// journal again, and falls out there. No other activation is touched.
    /// </summary>
    private void BreakDown(SagaSlot slot, Exception broken)
    {
        if (slot.Start is { } start && slot.Entry is null)
        {
            LeaveLanes(slot, all: true);
            _slots.Remove(slot.Id);
            Answer(start, new ReplyContent.Refused(new Refusal(
                RefusalReason.WrongState, $"The workflow could not be begun: {broken.Message}")));
            return;
        }

        foreach (var ticket in slot.Tickets ?? [])
            _outputs.Add(new ShardOutput.Reply(ticket, Broken(slot)));

        ReadAgain(slot).Broken = $"{broken.GetType().Name}: {broken.Message}";
    }

    private static ReplyContent.Refused Broken(SagaSlot slot) => new(new Refusal(
        RefusalReason.WrongState, $"activations/{slot.Name} has broken down. Read it again."));

    private static StepCall CallOf(SagaSlot slot, CallId id)
    {
        var state = slot.State!;
        var step = state.FindStep(id.Step)!;
        var activity = step.Activity;
        return id.Undo
            ? new(
                activity.Adapter,
                step.Compensation!,
                step.CompensationInput,
                KeyOf(slot, step, "/undo"),
                KeyOf(slot, step, "/do"),
                id.Attempt,
                activity.Timeout,
                state.Order)
            : new(
                activity.Adapter,
                activity.Operation,
                step.Input,
                KeyOf(slot, step, "/do"),
                step.Undoes,
                id.Attempt,
                activity.Timeout,
                state.Order);
    }

    /// <summary>The same for every attempt, in every process; made at one go, for each call has one.</summary>
    private static string KeyOf(SagaSlot slot, StepRecord step, string which) => string.Create(
        ActivationId.Length + 1 + step.Id.Length + which.Length,
        (slot.Id, step.Id, which),
        static (key, of) =>
        {
            ActivationId.Write(of.Item1, key);
            key[ActivationId.Length] = '/';
            of.Item2.CopyTo(key[(ActivationId.Length + 1)..]);
            of.which.CopyTo(key[^of.which.Length..]);
        });

    /// <summary>Has what was decided written; where nothing was, releases at once what waits for nothing.</summary>
    private void Flush(SagaSlot slot)
    {
        if (!IsCurrent(slot) || slot.IsWriting)
            return;

        if (slot.Unwritten.Length == 0)
        {
            Release(slot);
            return;
        }

        var heirs = HandServiceOver(slot);
        slot.IsWriting = true;
        _writes.Add(++_lastWrite, (slot, heirs));
        foreach (var heir in heirs)
            heir.IsWriting = true;
        Transition[] transitions = heirs.Length == 0
            ? slot.Unwritten
            : [.. slot.Unwritten, .. heirs.SelectMany(heir => heir.Unwritten)];
        _outputs.Add(new ShardOutput.Write(_lastWrite, transitions) { Under = LeasesOf(slot, heirs) });
    }

    private bool MayGoOn(SagaSlot slot) => IsCurrent(slot) && !slot.IsWriting;

    private bool IsCurrent(SagaSlot slot) => _slots.TryGetValue(slot.Id, out var current) && current == slot;

    /// <summary>
    /// An activation that gives its service free begins the next one that waits for it, and so on while one has nothing
    /// to do: they go into the same write.
    /// </summary>
    private SagaSlot[] HandServiceOver(SagaSlot slot)
    {
        var service = slot.State!.Order.Service;
        if (service.Length == 0)
            return [];

        var yields = slot.HasYielded;
        slot.HasYielded = false;
        if (!yields && (!slot.State.IsFinished || HadEndedBefore(slot)))
            return [];

        if (yields && _services.First(service, _now) != slot.State.QueuedBehind)
            return []; // Who takes it is another node's.

        if (!yields && slot.State.QueuedBehind != 0)
        {
            // It never had the service.
            _services.Leave(service, slot.Id);
            return [];
        }

        var heirs = new List<SagaSlot>(1);
        var left = ServiceRules.Left(slot.State);
        while (_services.First(service, _now) is { } next)
        {
            var isThere =
                _slots.TryGetValue(next, out var heir) && heir.State is { IsFinished: false, QueuedBehind: not 0 };
            if (isThere && !heir!.IsReady)
            {
                heir.State!.ForgetClaim();
                break;
            }

            _services.Leave(service, next);
            if (!isThere)
                continue;
            if (!Run(heir!, left, static (burst, left) => burst.BeginQueued(left)))
                break;

            // It comes from the one in front in this very write: nobody else can have had it.
            heir!.Unwritten[^1] = heir.Unwritten[^1] with { Seen = null };
            if (heir != slot)
                heirs.Add(heir);
            if (!heir.State!.IsFinished)
                break;
            if (heir.State.QueuedBehind == 0)
                left = ServiceRules.Left(heir.State);
        }

        return [.. heirs];
    }

    /// <summary>
    /// What it published may have come to the others after its end, or a child of its may have ended.
    /// </summary>
    private static bool HadEndedBefore(SagaSlot slot) =>
        Array.TrueForAll(slot.Unwritten, static transition => transition.Events.All(
            static one => one is EventDelivered or ChildEnded or ChildPassing or ChildTold));

    private void TakeIn(ShardInput.Written written)
    {
        foreach (var number in written.Writes)
        {
            if (!_writes.Remove(number, out var write))
                continue;

            // Who waits for the service was being written itself when it came free, and may have become durable before;
            // or it looked for it while something was written that came after the end.
            var isFree = write.Heirs.Length == 0 && write.Slot.State!.IsFinished;
            OnDurable(write.Slot);
            foreach (var heir in write.Heirs)
                OnDurable(heir);
            if (isFree)
                WakeSuccessor(write.Slot.State!);
        }
    }

    private void OnDurable(SagaSlot slot)
    {
        slot.IsWriting = false;
        if (!IsCurrent(slot))
        {
            OnDurableElsewhere(slot);
            return;
        }

        var begun = slot.Start?.For;
        var hasEnded = Array.Exists(
            slot.Unwritten, static transition => transition.Ends?.Any(static end => !end.IsNoted) == true);
        var end = hasEnded ? EndOf(slot) : null; // What waits may bring it to another one, which is not durable.
        Publish(slot);
        slot.Unwritten = [];
        Release(slot);
        if (begun is { } parent)
            Deliver(parent.Activation, new ChildIsThere(parent.Step, slot.Id, IsOld: false), loads: false);
        if (end is { } news)
            Deliver(news.To, news.What, loads: true);
    }

    private void Publish(SagaSlot slot)
    {
        foreach (var transition in slot.Unwritten)
        {
            _outputs.Add(new ShardOutput.Published(transition)
            {
                Order = slot.State!.Order,
                Workflow = slot.State.Plan.Id,
                StartTime = slot.State.StartTime,
                Started = slot.Start?.Ticket ?? 0,
            });
            slot.Start = null;
        }
    }

    /// <summary>Everything decided is durable: acts, answers, and takes in what has waited.</summary>
    private void Release(SagaSlot slot)
    {
        foreach (var output in slot.Released)
        {
            if (_leaving != 0 && output is ShardOutput.Call call && Has(_leaving, slot.Id))
                slot.Wait(new ShardInput.CallAnswered(call.Id, new CallAnswer.NotMade()));
            else if (output is not ShardOutput.Read read || Burst.IsUnknown(slot.State!, read.Id))
                _outputs.Add(output); // A late answer may have come since it was to be asked for once more.
        }

        slot.Released.Clear();
        slot.Tickets?.Clear();
        AskForLanes(slot);
        // Who is told may answer at once, and a lane that became free may go to another step of this activation, which
        // is written by now: then everything else waits until that is durable.
        SendNotices(slot);
        if (!MayGoOn(slot))
            return;

        TakeInWhatWasLeft(slot);
        LeaveLanes(slot, all: false);
        if (!MayGoOn(slot))
            return;

        if (slot.State!.IsFinished)
            AnswerEndTickets(slot);
        if (slot.State is { QueuedBehind: not 0, IsFinished: false })
            LookAfter(slot);
        TellWhoWaits(slot);

        while (MayGoOn(slot) && slot.Waiting is { Count: > 0 } waiting)
            Process(slot, waiting.Dequeue());
        if (!MayGoOn(slot))
            return;

        if (slot.HasSomethingToSay)
            Flush(slot);
        else
            Rest(slot);
    }
}
