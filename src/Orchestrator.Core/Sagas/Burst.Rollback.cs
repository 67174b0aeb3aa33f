using Orchestrator.Core.Activities;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas;

/// <summary>Undoing: the one exit of every failure, and what persons ask for.</summary>
internal sealed partial class Burst
{
    /// <summary>
    /// What a failure leads to: nothing is undone by itself past a point of no return, or while one is being passed;
    /// past a soft one only where the workflow restores or finishes.
    /// </summary>
    private FailureExit ExitFor(OnFailure wanted, StepRecord? failed = null) => wanted switch
    {
        OnFailure.Continue => FailureExit.Continue,
        OnFailure.FallOut when !RestoresOrFinishes => FailureExit.FallOut,
        _ => RollbackRules.Blocks(State, keepUpTo: 0, failed) <= HardestUndone
            ? FailureExit.RollBack
            : FailureExit.FallOut,
    };

    private bool RestoresOrFinishes => State.Plan.FailurePolicy == FailurePolicy.RestoreOrFinish;

    private PointOfNoReturn HardestUndone => RestoresOrFinishes ? PointOfNoReturn.Soft : PointOfNoReturn.None;

    /// <summary>The workflow as a whole failed.</summary>
    private void Exit(string code, string message)
    {
        if (ExitFor(OnFailure.RollBack) == FailureExit.RollBack)
            StartRollback(message);
        else
            Emit(new FalloutRaised(State.Plan.Root.Id, new StepError(code, message)));
    }

    private void StartRollback(string cause, string? backTo = null, int keepUpTo = 0, FlowSnapshot? restore = null)
    {
        var isForced = RollbackRules.Blocks(State, keepUpTo) == PointOfNoReturn.Soft;
        Emit(new RollbackStarted(isForced ? $"{cause} A soft point of no return is undone too{Penalty()}." : cause, backTo)
        {
            KeepUpTo = keepUpTo,
            Restore = restore,
            IsForced = isForced,
        });
        foreach (var step in State.Steps.Where(
            step => step.State == StepState.Unknown && (!State.OpenSteps.Contains(step) || IsPending(step))))
        {
            Emit(new StepUnknown(step.Id, "It is asked once more before anything is undone."));
            ReadOrGiveUp(step);
        }
    }

    /// <summary>Undoes the next step, once nothing is in flight; ends the rollback when none is left.</summary>
    private void Compensate()
    {
        if (State.OpenSteps.Count > 0 || State.Fallouts.Count > 0)
            return;

        if (State.NextToUndo() is { } next)
            RequestCompensation(next);
        else if (State.Stands)
            Emit(new ActivationAbandoned());
        else if (State.BackToStep is not null)
            GoOnFrom(State.BackToStep);
        else if (State.CancelledBy is not null && !RollbackRules.HadEffect(State))
            Emit(new ActivationCancelled());
        else
            Emit(new ActivationRolledBack());
    }

    private void RequestCompensation(StepRecord step)
    {
        var failure = step.CompensationInputError;
        var input = step.CompletionNumber == 0 ? UndoInput(step, null, Value.Null, out failure) : Value.Null;
        if (failure is not null)
        {
            Emit(new CompensationRequested(step.Id, Value.Null) { Waits = true });
            FailCompensation(step, new StepError(
                ErrorCodes.ExpressionFailed,
                $"With what input step '{step.Id}' is to be undone is not known: retry it with one, or undo it by "
                    + $"hand. {failure}"));
            return;
        }

        var closed = State.IsHeld ? null : Closed(step.Activity, step.Lane, undo: true);
        Emit(new CompensationRequested(step.Id, input.IsNull ? RollbackRules.InputOfUndo(step) : input)
        {
            Waits = State.IsHeld || closed is not null || !MayEnter(step.Id, step.Lane, TurnOf(step), Now),
        });
        Await(step.Id, closed, undo: true);
        CallIfBegun(step);
    }

    private void FailCompensation(StepRecord step, StepError error)
    {
        Emit(new CompensationFailed(step.Id, error));
        Emit(new FalloutRaised(step.Id, error, WhileCompensating: true));
    }

    /// <summary>Everything after the step is undone: the flow stands where it stood then, and waits, held.</summary>
    private void GoOnFrom(string stepId)
    {
        Emit(new FlowRestored());
        foreach (var frame in State.Frames.Where(NeedsAnotherTurn).ToArray())
            Rerun(frame);
        foreach (var frame in State.Frames.Where(frame => frame.Fault is not null).ToArray())
            Emit(new FalloutRaised(frame.PathId, frame.Fault!));

        var step = State.FindStep(stepId)!;
        End(step.Activity, State.Frames.Find(step.ParentFrame));
        Drain();
    }

    /// <summary>Steps that had been requested then were skipped or undone since.</summary>
    private static bool NeedsAnotherTurn(Frame frame) =>
        frame.Children == 0 && frame is { Until: null, Signal: null } && frame.Activity is StepActivity;
}
