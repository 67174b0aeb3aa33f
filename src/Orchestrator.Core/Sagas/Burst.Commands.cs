using Orchestrator.Core.Activities;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>What persons and clients ask for: refused with nothing changed, or carried out.</summary>
internal sealed partial class Burst
{
    /// <summary>
    /// Signals that came before the workflow asked for them are in memory whenever the activation is. No workflow that
    /// people write is so far behind; one that never asks must not fill the node.
    /// </summary>
    private const int SignalsKeptMax = 1_000;

    public Refusal? Carry(SagaCommand command)
    {
        if (command.Etag is { } etag && etag != State.Etag)
            return Refuse(RefusalReason.StaleEtag, "has changed since it was read. Read it again, and decide anew.");

        var refusal = command switch
        {
            SagaCommand.Hold it => Hold(it),
            SagaCommand.Release it => Release(it),
            SagaCommand.Cancel it => Cancel(it),
            SagaCommand.RollBack it => RollBack(it),
            SagaCommand.Resolve it => Resolve(it),
            SagaCommand.Signal it => Signal(it),
            SagaCommand.Receive it => Receive(it),
            SagaCommand.Claim => WrongState("a claim is for its shard"),
            _ => throw new InvalidOperationException($"Command {command.GetType().Name} is not known."),
        };
        if (refusal is null)
            Drain();

        return refusal;
    }

    private Refusal? Hold(SagaCommand.Hold it)
    {
        if (State.IsFinished || State.IsHeld)
            return WrongState("only one that is neither finished nor held can be held");

        Emit(new ActivationHeld(it.Who));
        return null;
    }

    private Refusal? Release(SagaCommand.Release it)
    {
        if (!State.IsHeld)
            return WrongState("only a held one can be released");

        Emit(new ActivationReleased(it.Who));
        BeginIfDue();
        RunDueAttempts();
        BeginPending();
        return null;
    }

    private Refusal? Cancel(SagaCommand.Cancel it)
    {
        if (State.IsFinished || State.IsRollingBack)
            return WrongState("only one that is not finished and not being undone can be cancelled");
        if (BlockedBy(keepUpTo: 0, force: false) is { } blocked)
            return blocked;

        Emit(new CancelRequested(it.Who));
        if (State.IsStarted)
            StartRollback($"Cancelled by {it.Who.Actor}: {it.Who.Reason}");
        else
            Emit(new ActivationCancelled());
        return null;
    }

    private Refusal? RollBack(SagaCommand.RollBack it)
    {
        if (State.IsRollingBack || !State.IsStarted || (State.IsFinished && State.State != ActivationState.Completed))
            return WrongState("only a running, held, fallen-out or completed one can be rolled back");
        if (State is { State: ActivationState.Completed, Order.Action: ActivationAction.Suspend })
            return Refuse(
                RefusalReason.WrongState,
                $"has suspended services/{State.Order.Service}, and nothing but RESUME ends that. Start a RESUME.");
        if (it.BackToStep is not null && State.SupersededBy != 0)
            return WrongState(
                $"{NameOf(State.SupersededBy)} deprovisions the service, and it does not go on from any step any more");
        if (RollbackPlan.Refuse(State, it.BackToStep) is { } unknownStep)
            return unknownStep;

        var plan = RollbackPlan.Of(State, it.BackToStep);
        if (it.PlanHash is { } hash && hash != plan.Hash)
            return Refuse(
                RefusalReason.PlanChanged,
                "would be rolled back differently now. Plan the rollback again, and decide anew.");
        if (BlockedBy(plan.KeepUpTo, it.Force) is { } blocked)
            return blocked;

        Emit(new RollbackRequested(it.Who, it.BackToStep, it.Force));
        var restore = it.BackToStep is { } step ? FlowAfter(step, it.History) : null;
        StartRollback($"Rolled back by {it.Who.Actor}: {it.Who.Reason}", it.BackToStep, plan.KeepUpTo, restore);
        return null;
    }

    private Refusal? Resolve(SagaCommand.Resolve it)
    {
        if (State.Fallouts.FirstOrDefault(fallout => fallout.Step == it.Step) is not { } open)
            return Refuse(RefusalReason.NoSuchStep, $"has no open fallout on step '{it.Step}'. Read it again.");
        if (!FalloutRules.Allowed(State, open).Contains(it.Decision))
            return Refuse(RefusalReason.DecisionNotAllowed, $"does not allow {it.Decision} for step '{it.Step}'. Decide for one of {string.Join(", ", FalloutRules.Allowed(State, open))}.");

        if (it is { Decision: FalloutDecision.Retry, Input.IsNull: true }
            && State.FindStep(it.Step) is { Undoing: true, CompensationInput.IsNull: true })
        {
            return Refuse(
                RefusalReason.DecisionNotAllowed,
                $"does not know with what input step '{it.Step}' is to be undone. Retry it with one, or undo it by "
                    + "hand and decide for Complete.");
        }

        var faulted = State.FindFaulted(it.Step);
        Emit(new FalloutResolved(it.Who, it.Step, it.Decision)
        {
            Input = it.Decision == FalloutDecision.Retry ? it.Input : Value.Null,
            IsToldWhat = it is { Decision: FalloutDecision.Complete, Resources: not null },
        });
        Decide(it, faulted);
        return null;
    }

    private void Decide(SagaCommand.Resolve it, Frame? faulted)
    {
        if (it.Decision == FalloutDecision.Abandon)
            Emit(new ActivationAbandoned());
        else if (it.Decision == FalloutDecision.RollBack)
            StartRollback($"Rolled back by {it.Who.Actor}: {it.Who.Reason}");
        else if (faulted is not null && it.Decision == FalloutDecision.Retry)
            faulted.Activity.Resume(this, faulted);
        else if (faulted is not null)
            Close(faulted);
        else if (State.FindStep(it.Step) is { } step)
            DecideStep(step, it);
    }

    private void DecideStep(StepRecord step, SagaCommand.Resolve it)
    {
        var parent = State.Frames.Find(step.Frame)?.Parent;
        switch (it.Decision)
        {
            case FalloutDecision.Retry when (!State.IsHeld || AsksFirst(step)) && MayPass(step) && MayBegin(step):
                BeginOrAsk(step);
                break;
            case FalloutDecision.Skip:
                Emit(new StepSkipped(step.Id));
                if (!State.IsRollingBack && !State.IsFinishing)
                    End(step.Activity, parent);
                break;
            case FalloutDecision.Complete:
                Succeed(step, it.Output, step.Undoing ? null : it.Resources);
                break;
        }
    }

    private Refusal? Signal(SagaCommand.Signal it)
    {
        if (State.IsFinished || State.IsRollingBack || State.IsFinishing)
            return WrongState("only one that is not finished and not being undone takes signals");
        if (State.SignalsKept >= SignalsKeptMax && !State.Frames.Any(frame => frame.Signal == it.Name))
            return Refuse(RefusalReason.Full, $"keeps {SignalsKeptMax} signals that its workflow has not asked for "
                + "yet, which is the most that may be.");

        Deliver(it);
        return null;
    }

    /// <summary>Where the flow stood right after a step was done, from the activation's own history.</summary>
    private FlowSnapshot FlowAfter(string step, IReadOnlyList<Transition> history)
    {
        var past = new SagaState(State.Id, State.Plan);
        foreach (var transition in history)
        {
            foreach (var happened in transition.Events)
            {
                past.Apply(happened, transition.Time);
                if (happened is StepSucceeded done && done.Step == step)
                    return past.SnapshotFlow();
            }
        }

        throw new InvalidOperationException(
            $"The history of activation {State.Id} does not hold the end of step '{step}'.");
    }

    private Refusal? BlockedBy(int keepUpTo, bool force) => RollbackRules.Blocks(State, keepUpTo) switch
    {
        PointOfNoReturn.Hard => Refuse(
            RefusalReason.PastPointOfNoReturn,
            "has passed, or is passing, a hard point of no return: what is before it is never undone. Deprovision the "
                + "service instead."),
        PointOfNoReturn.Soft when !force => Refuse(
            RefusalReason.SoftPointOfNoReturn,
            $"has passed a soft point of no return{Penalty()}. Roll it back with force, if that is wanted."),
        _ => null,
    };

    private string Penalty()
    {
        var penalties = State.Steps
            .Where(
                step => step.Activity.PointOfNoReturn == PointOfNoReturn.Soft
                    && step.Activity.Penalty is { Length: > 0 })
            .Select(step => step.Activity.Penalty);
        var text = string.Join("; ", penalties);
        return text.Length > 0 ? $" ({text})" : "";
    }

    private Refusal WrongState(string rule) =>
        Refuse(RefusalReason.WrongState, $"is {State.State}: {rule}.");

    private Refusal Refuse(RefusalReason reason, string message) =>
        new(reason, $"activations/{ActivationId.ToText(State.Id)} {message}");
}
