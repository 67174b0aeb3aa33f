using Orchestrator.Core.Activities;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>The fold: one case per event, and nothing that decides.</summary>
public sealed partial class SagaState
{
    /// <summary>The state after a history.</summary>
    /// <param name="id">The activation.</param>
    /// <param name="plan">The plan of its version.</param>
    /// <param name="history">Its transitions, in order, from the first.</param>
    /// <param name="upTo">Transitions after the one that holds this number are left out.</param>
    public static SagaState Fold(
        long id, Workflows.WorkflowPlan plan, IEnumerable<Transition> history, long upTo = long.MaxValue)
    {
        var state = new SagaState(id, plan);
        foreach (var transition in history)
        {
            if (state.Sequence >= upTo)
                break;

            foreach (var happened in transition.Events)
                state.Apply(happened, transition.Time);
        }

        return state;
    }

    /// <summary>Takes in one event that happened at a time.</summary>
    public void Apply(SagaEvent happened, DateTimeOffset time)
    {
        Sequence++;
        UpdateTime = time;
        switch (happened)
        {
            case ActivationAccepted it: On(it, time); break;
            case ActivationQueued it: On(it); break;
            case ServiceTakenOver it: On(it); break;
            case ActivationSuperseded it: On(it); break;
            case TurnDelayed it: StateReason = it.Why; break;
            case NothingLeftToDo it: On(it); break;
            case WorkflowReplaced it: On(it); break;
            case TeardownLeftToLedger it: On(it); break;
            case ActivationStarted: OnStarted(time); break;
            case ActivationHeld it: On(it); break;
            case ActivationReleased it: On(it); break;
            case CancelRequested it: On(it); break;
            case RollbackRequested it: On(it); break;
            case RollbackStarted it: On(it); break;
            case DueTimePassed: IsDueTimePassed = true; break;
            case DueTimeInJeopardy it: On(it, time); break;
            case DueTimeSafe: Jeopardy = null; break;
            case ActivationCompleted it: On(it, time); break;
            case ActivationRolledBack: End(ActivationState.RolledBack, ReasonOfEnd(), time); break;
            case ActivationCancelled it:
                End(ActivationState.Cancelled, it.Because ?? "Withdrawn before it had any effect.", time);
                break;
            case ActivationAbandoned:
                End(ActivationState.Abandoned, WhyAbandoned(), time);
                break;
            case ActivityStarted it: On(it); break;
            case IterationStarted it: SetItem(_frames[it.Frame], it.Item, it.Value); break;
            case ActivityCompleted it: Remove(it.Frame); break;
            case ActivityCancelled it: Remove(it.Frame); break;
            case ActivityFaulted it: On(it); break;
            case BreakReached it: On(it); break;
            case WorkflowStalled: OnStalled(); break;
            case ResultGiven it: On(it); break;
            case CorrelationSet it: CorrelationId = it.CorrelationId; break;
            case NameSet it: InstanceName = it.Name; break;
            case EventPublished it: On(it); break;
            case EventDelivered it: On(it); break;
            case TaskRequested it: On(it); break;
            case PathsTaken it: On(it); break;
            case TokensMoved it: On(it); break;
            case VariableSet it: On(it); break;
            case OutputSet it: SetOutput(it.Name, it.Value); break;
            case FinishReached: OnFinishReached(); break;
            case FlowRestored: OnFlowRestored(); break;
            case DelayStarted it: Add(it.Frame, it.Activity, it.Parent).Memory.Until = it.Until; break;
            case DelayElapsed it: Remove(it.Frame); break;
            case SignalAwaited it: Add(it.Frame, it.Activity, it.Parent).Memory.Signal = it.Signal; break;
            case SignalReceived it: On(it); break;
            case SignalConsumed it: On(it); break;
            case StepRequested it: On(it, time); break;
            case StepStarted it: On(it, time); break;
            case WindowAwaited it: On(it); break;
            case WindowOpened it: On(it, time); break;
            case StepPutBack it: On(it); break;
            case StepAttemptFailed it: On(it); break;
            case StepUnknown it: On(it); break;
            case StepReadDeferred it: On(it); break;
            case StepStaysUnknown it: On(it); break;
            case StepSucceeded it: On(it, time); break;
            case StepFailed it: On(it, time); break;
            case StepSkipped it: On(it, time); break;
            case ChildStarted it: On(it); break;
            case ChildEnded it: On(it); break;
            case ChildPassing it: On(it); break;
            case ChildTold it: SetTold((ChildStep)_steps[it.Step]); break;
            case FalloutRaised it: On(it, time); break;
            case FalloutResolved it: On(it, time); break;
            case CompensationRequested it: On(it, time); break;
            case CompensationSucceeded it: On(it, time); break;
            case CompensationFailed it: On(it); break;
            case BranchTaken it: On(it); break;
            case LineWritten: break;
            default:
                throw new InvalidOperationException(
                $"Event '{happened.Type}' has no meaning for an activation's state.");
        }
    }

    private void On(ActivationAccepted it, DateTimeOffset time)
    {
        Order = it.Order;
        CorrelationId = it.Order.CorrelationId is { Length: > 0 } given ? given : null;
        CreateTime = time;
        StateReason = it.Order.RequestedStartTime is { } start && start > time
            ? $"Waits for its start time, {start:u}."
            : "Accepted.";
    }

    private void On(ActivationQueued it)
    {
        QueuedBehind = it.Behind;
        ForgetClaim();
        StateReason = it.Behind == 0
            ? "Its service is free now; it waits for its start time, or to be released."
            : ClaimRules.WhyQueued(it.Behind);
    }

    private void On(ServiceTakenOver it)
    {
        HasTakenOver = true;
        Order = Order with { ServiceBefore = it.Service, Input = it.Input.IsNull ? Order.Input : it.Input };
    }

    private void OnStarted(DateTimeOffset time)
    {
        IsStarted = true;
        QueuedBehind = 0;
        StartTime = time;
        StateReason = "Its steps are being carried out.";
    }

    private void On(ActivationHeld it)
    {
        IsHeld = true;
        ForgetClaim();
        StateReason = $"Held by {it.Who.Actor}: {it.Who.Reason}";
        Remember(it.Who);
        TellChildren(ErrandKind.Hold, it.Who);
    }

    private void On(ActivationReleased it)
    {
        IsHeld = false;
        StateReason = IsRollingBack ? "Its steps are being undone." : "Its steps are being carried out.";
        Remember(it.Who);
        TellChildren(ErrandKind.Release, it.Who);
    }

    private void On(CancelRequested it)
    {
        CancelledBy = it.Who.Actor;
        Remember(it.Who);
    }

    private void On(RollbackRequested it)
    {
        ForcedPastSoftPoint |= it.Force;
        Remember(it.Who);
    }

    private void On(RollbackStarted it)
    {
        _end = null;
        EndTime = null;
        IsRollingBack = true;
        Stands = false;
        IsHeld = false;
        IsFinishing = false;
        BackToStep = it.BackToStep;
        KeepUpTo = it.KeepUpTo;
        ForcedPastSoftPoint |= it.IsForced;
        RestoreTo = it.Restore;
        _undoFrom = _lastCompleted;
        StateReason = it.Cause;
        _fallouts?.Clear();
        ClearFlow();
        TellChildrenOfRollback();
    }

    private void On(ActivationCompleted it, DateTimeOffset time)
    {
        foreach (var (name, value) in it.Output.Members)
            SetOutput(name, value);
        ClearFlow();
        End(ActivationState.Completed, _whyEnded ?? "Its workflow has finished.", time);
    }

    private void End(ActivationState end, string reason, DateTimeOffset time)
    {
        _end = end;
        EndNumber = Sequence;
        (PassGranted, PassAsked) = (PointOfNoReturn.None, PointOfNoReturn.None);
        EndTime = time;
        IsHeld = false;
        IsRollingBack = false;
        StateReason = reason;
        _fallouts?.Clear();
        _frames.Clear();
    }

    private void On(SignalReceived it)
    {
        Remember(it.Who);
        Keep(it.Signal, it.Payload);
    }

    private void Keep(string signal, Value payload)
    {
        _signals ??= new(StringComparer.Ordinal);
        if (!_signals.TryGetValue(signal, out var kept))
            _signals.Add(signal, kept = []);
        kept.Add(payload);
    }

    private void On(SignalConsumed it)
    {
        var kept = _signals![it.Signal];
        LastResult = kept[0];
        (_signalResults ??= new(StringComparer.Ordinal))[it.Activity] = kept[0];
        kept.RemoveAt(0);
        if (kept.Count == 0)
            _signals.Remove(it.Signal);
        if (it.Frame is { } ended)
            Remove(ended);
    }

    private void Remember(Who who)
    {
        if (who.RequestId.Length > 0)
            (_requests ??= new(StringComparer.Ordinal))[RequestKey(who.Actor, who.RequestId)] =
                (who.RequestHash, Sequence);
    }

    private void SetOutput(string name, Value value) => (_outputs ??= new(StringComparer.Ordinal))[name] = value;
}
