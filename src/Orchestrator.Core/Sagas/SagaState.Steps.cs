using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Sagas;

/// <summary>Folding what concerns steps and fallouts.</summary>
public sealed partial class SagaState
{
    private void On(StepRequested it, DateTimeOffset time)
    {
        var frame = Add(it.Frame, it.Activity, it.Parent);
        var activity = (StepActivity)frame.Activity;
        var step = activity is ChildWorkflow child
            ? new ChildStep(it, child)
            : new StepRecord(it, activity);
        step.StartTime = time;
        step.BudgetStart = time;
        frame.Step = step.Id;
        _steps.Add(step);
        _openSteps.Add(step);
        if (!it.Waits)
            BeginAttempt(step, time);
    }

    private void On(StepStarted it, DateTimeOffset time) => BeginAttempt(_steps[it.Step], time);

    private void BeginAttempt(StepRecord step, DateTimeOffset time)
    {
        step.NextAttempt = null;
        step.OutcomeUnknown = false;
        step.IsPutBack = false;
        step.Reads = 0;
        step.BudgetAttempts++;
        if (step.BudgetAttempts == 1)
            step.BudgetStart = time;

        if (step.Undoing)
        {
            step.State = StepState.Compensating;
            step.CompensationAttempts++;
            if (step is ChildStep child)
                SetUntold(child, ErrandKind.RollBack, OwnDecision());
        }
        else
        {
            step.State = StepState.Running;
            step.Attempts++;
        }
    }

    private void On(WindowAwaited it)
    {
        var step = _steps[it.Step];
        step.NextAttempt = it.Until;
        step.Window = it.Window;
    }

    /// <summary>An attempt that has been made before is due from now on; a first one is pending.</summary>
    private void On(WindowOpened it, DateTimeOffset time)
    {
        var step = _steps[it.Step];
        step.NextAttempt = null;
        if (!Burst.IsPending(step))
            step.NextAttempt = time;
    }

    private void On(StepPutBack it)
    {
        var step = _steps[it.Step];
        step.IsPutBack = true;
        step.BudgetAttempts--;
        if (it.Undo)
        {
            step.CompensationAttempts--;
        }
        else
        {
            step.State = StepState.Pending;
            step.Attempts--;
        }
    }

    private void On(StepAttemptFailed it)
    {
        var step = _steps[it.Step];
        step.NextAttempt = it.NextAttempt;
        step.OutcomeUnknown = false;
        step.ReadUnderWay = false;
        if (it.Undo)
        {
            step.CompensationError = it.Error;
        }
        else
        {
            step.State = StepState.Retrying;
            step.Error = it.Error;
        }
    }

    private void On(StepUnknown it)
    {
        var step = _steps[it.Step];
        var error = new StepError(ErrorCodes.OutcomeUnknown, it.Message, Retryable: true);
        step.OutcomeUnknown = true;
        step.NextAttempt = null;
        step.Reads = 0;
        if (!_openSteps.Contains(step))
            _openSteps.Add(step);
        if (it.Undo)
        {
            step.CompensationError = error;
        }
        else
        {
            step.State = StepState.Unknown;
            step.WasInDoubt = true;
            step.MayHaveMade = it.Resources ?? step.MayHaveMade;
            step.Error = error;
            (_unknown ??= []).Add(step);
        }
    }

    private void On(StepReadDeferred it)
    {
        var step = _steps[it.Step];
        step.Reads++;
        step.ReadUnderWay = false;
        step.NextAttempt = it.NextRead;
    }

    private void On(StepStaysUnknown it)
    {
        var step = _steps[it.Step];
        step.NextAttempt = null;
        step.ReadUnderWay = false;
        _openSteps.Remove(step);
    }

    private void On(StepSucceeded it, DateTimeOffset time)
    {
        var step = _steps[it.Step];
        var frame = _frames.Find(step.Frame);
        Settle(step, StepState.Succeeded, time);
        step.Error = null;
        step.Take(it);
        Complete(step);
        PastHardPoint |= step.Activity.PointOfNoReturn == PointOfNoReturn.Hard;
        PastSoftPoint |= step.Activity.PointOfNoReturn == PointOfNoReturn.Soft;
        RemoveFallout(step.Id);
        if (frame is null)
            return;

        Capture(step.Activity, frame.Parent, it.Output);
        Remove(frame.Id);
    }

    private void On(StepFailed it, DateTimeOffset time)
    {
        var step = _steps[it.Step];
        Settle(step, StepState.Failed, time);
        step.Error = it.Error;
        if (it.Then is FailureExit.Continue or FailureExit.Outcome)
            Remove(step.Frame);
    }

    private void On(StepSkipped it, DateTimeOffset time)
    {
        var step = _steps[it.Step];
        Settle(step, StepState.Skipped, time);
        step.Error = null;
        step.CompensationError = null;
        RemoveFallout(step.Id);
        Remove(step.Frame);
    }

    private void On(FalloutRaised it, DateTimeOffset time)
    {
        (_fallouts ??= []).Add(new OpenFallout(it.Step, it.Error, it.WhileCompensating, time));
        StateReason = $"Step '{it.Step}' needs a decision: {it.Error.Message}";
        if (_steps.Find(it.Step) is { } step)
        {
            step.NextAttempt = null;
            step.ReadUnderWay = false;
            _openSteps.Remove(step);
        }
    }

    private void On(FalloutResolved it, DateTimeOffset time)
    {
        Remember(it.Who);
        RemoveFallout(it.Step);
        StateReason = IsRollingBack ? "Its steps are being undone." : "Its steps are being carried out.";
        if (FindFaulted(it.Step) is { } frame)
            frame.Memory.Fault = null;
        else if (it.Decision == FalloutDecision.Retry && _steps.Find(it.Step) is { } step)
            Reopen(step, it, time);
        else if (it is { Decision: FalloutDecision.Complete, IsToldWhat: false }
            && _steps.Find(it.Step) is { Undoing: false } and not ChildStep and var done)
            done.WasInDoubt = true;
    }

    /// <summary>The frame of an activity that faulted, found by its path id.</summary>
    internal Frame? FindFaulted(string pathId) =>
        _frames.FirstOrDefault(frame => frame.Fault is not null && frame.PathId == pathId);

    /// <summary>The step has a new budget; where its last outcome is unknown, that is found out first.</summary>
    private void Reopen(StepRecord step, FalloutResolved it, DateTimeOffset time)
    {
        if (!it.Input.IsNull && step.Undoing)
            step.TakeCompensationInput(it.Input);
        else if (!it.Input.IsNull)
            step.Input = it.Input;
        step.BudgetAttempts = 0;
        step.BudgetStart = time;
        step.Reads = 0;
        step.EndTime = null;
        if (!step.OutcomeUnknown && !step.Undoing)
            step.State = StepState.Pending;
        else if (step.Undoing)
            step.State = StepState.Compensating;
        if (!_openSteps.Contains(step))
            _openSteps.Add(step);
    }

    private void On(CompensationRequested it, DateTimeOffset time)
    {
        var step = _steps[it.Step];
        step.State = StepState.Compensating;
        step.Undoing = true;
        step.OutcomeUnknown = false;
        step.CompensationInput = it.Input;
        if (step.CompensationStartTime is null)
            step.CompensationStartTime = time;
        step.BudgetStart = time;
        step.BudgetAttempts = 0;
        if (!_openSteps.Contains(step))
            _openSteps.Add(step);
        if (!it.Waits)
            BeginAttempt(step, time);
    }

    private void On(CompensationSucceeded it, DateTimeOffset time)
    {
        var step = _steps[it.Step];
        Settle(step, StepState.Compensated, time);
        if (step is ChildStep child)
            SetTold(child);
        step.CompensationError = null;
        step.Error = null;
        step.Resources = [.. step.Resources, .. it.Resources ?? []];
        RemoveFallout(step.Id);
    }

    private void On(CompensationFailed it)
    {
        var step = _steps[it.Step];
        step.State = StepState.CompensationFailed;
        if (step is ChildStep child)
            SetTold(child);
        step.NextAttempt = null;
        step.CompensationError = it.Error;
        _openSteps.Remove(step);
    }

    private void Settle(StepRecord step, StepState state, DateTimeOffset time)
    {
        step.State = state;
        step.NextAttempt = null;
        step.OutcomeUnknown = false;
        step.ReadUnderWay = false;
        step.Undoing = false;
        step.EndTime = time;
        _openSteps.Remove(step);
    }

    private void RemoveFallout(string step)
    {
        for (var index = _fallouts?.Count - 1 ?? -1; index >= 0; index--)
        {
            if (_fallouts![index].Step == step)
                _fallouts.RemoveAt(index);
        }
    }
}
