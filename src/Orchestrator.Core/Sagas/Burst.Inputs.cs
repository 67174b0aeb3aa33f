using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>The inputs of one activation, one method each: a table of contents.</summary>
internal sealed partial class Burst
{
    /// <summary>A new activation; it begins at once unless it has a start time, or waits behind another one.</summary>
    public void Accept(ActivationOrder order, long behind)
    {
        Emit(new ActivationAccepted(order, State.Plan.Id.Definition, State.Plan.Id.Version)
        {
            Parts = State.Plan.Parts.IsEmpty ? null : State.Plan.Parts,
        });
        if (behind != 0)
            Emit(new ActivationQueued(behind));
        BeginIfDue();
    }

    /// <summary>It waits behind another activation than before.</summary>
    public void Requeue(long behind) => Emit(new ActivationQueued(behind));

    /// <summary>Its service is free now; where the service does not allow any more what was ordered, it ends.</summary>
    /// <param name="service">As the one in front left it; null where nothing is known of it.</param>
    public void BeginQueued(ServiceEntry? service)
    {
        if (service is not null && State.Order.ServiceBefore is not null)
        {
            var input = ServiceRules.InputOn(service, State.Order);
            if (State.Order.Action != ActivationAction.Deprovision
                && ServiceRules.Forbids(service, State, input) is { } why)
            {
                Emit(new ActivationCancelled(why));
                return;
            }

            Emit(new ServiceTakenOver(service) { Input = input == State.Order.Input ? Value.Null : input });
        }

        BeginWorkflow();
    }

    public void Answer(CallId call, CallAnswer answer)
    {
        TakeIn(call, answer);
        Drain();
    }

    public void AnswerRead(CallId call, ReadBack answer)
    {
        TakeIn(call, answer);
        Drain();
    }

    /// <summary>Whatever was due is done.</summary>
    public void Tick()
    {
        if (State.IsFinished)
            return;

        BeginIfDue();
        if (State.IsFinished)
            return;

        PassDueTime();
        if (!State.IsRollingBack && !State.IsFinishing)
            ElapseDelays();
        RunDueAttempts();
        Drain();
    }

    /// <summary>The lane that the step waited for is its own now, or its turn in it has come.</summary>
    public void EnterLane(string step)
    {
        if (!State.IsHeld
            && State.FindStep(step) is { } waiting
            && State.OpenSteps.Contains(waiting)
            && (IsPending(waiting) || waiting.AwaitsLane)
            && MayPass(waiting)
            && MayBegin(waiting))
            BeginOrAsk(waiting);
    }

    /// <summary>After the process began anew: what became of the calls that were under way is not known.</summary>
    public void Recover()
    {
        foreach (var step in State.OpenSteps.ToArray())
        {
            if (step is ChildStep child && IsBegun(child))
                AskForChild(child);
            else if (IsBegun(step) && !step.Undoing && !step.Activity.HasEffect)
                CallAgain(step);
            else if (IsBegun(step))
                BecomeUnknown(step, "The engine was stopped while the call was under way.");
            else if (step.OutcomeUnknown && step.NextAttempt is null && !IsPending(step))
                ReadOrGiveUp(step);
            else if (!State.IsHeld && IsPending(step) && MayPass(step) && MayBegin(step))
                BeginOrAsk(step);
        }

        SayAgain();
        Tick();
    }

    /// <summary>After the process began anew: who has what it decided, or published, is not known.</summary>
    public void SayAgain()
    {
        AnnounceAgain();
        TellChildrenAgain();
    }

    /// <summary>Made twice, it changes nothing; but where calls are counted, this one is too.</summary>
    private void CallAgain(StepRecord step)
    {
        if (step.Lane is null || !_lanes!.HasRate(step.Lane))
        {
            _calls.Add(CallOf(step));
            return;
        }

        Emit(new StepPutBack(step.Id));
        if (!State.IsHeld && MayBegin(step))
            Begin(step);
    }

    /// <summary>A rule of the engine was broken while this activation was handled; a person must look.</summary>
    public void BreakDown(string message) =>
        Emit(new FalloutRaised(State.Plan.Root.Id, new StepError(ErrorCodes.InvariantBroken, message)));

    private void BeginIfDue()
    {
        if (State.IsStarted
            || State.IsFinished
            || State.QueuedBehind != 0
            || State.IsHeld
            || State.Order.RequestedStartTime > Now)
            return;

        BeginWorkflow();
    }

    private void BeginWorkflow()
    {
        if (EndsDeprovision())
            return;

        if (State.IsHeld || State.Order.RequestedStartTime > Now)
        {
            Emit(new ActivationQueued(0));
            return;
        }

        Emit(new ActivationStarted());
        Schedule(State.Plan.Root, null);
        Drain();
    }

    private void PassDueTime()
    {
        if (State.IsDueTimePassed || State.IsRollingBack || !(State.Order.DueTime <= Now))
            return;

        Emit(new DueTimePassed());
        if (State.SupersededBy != 0)
            return;

        if (State.Plan.OnDueTime == Workflows.OnDueTime.RollBack && State.IsStarted)
            Exit(ErrorCodes.DueTimePassed, $"The order's due time, {State.Order.DueTime:u}, has passed.");
        else if (State.Plan.OnDueTime == Workflows.OnDueTime.FallOut && State.IsStarted)
            Emit(new FalloutRaised(State.Plan.Root.Id, new StepError(
                ErrorCodes.DueTimePassed, $"The order's due time, {State.Order.DueTime:u}, has passed.")));
    }
}
