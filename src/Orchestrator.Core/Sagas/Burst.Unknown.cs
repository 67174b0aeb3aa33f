using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Sagas;

/// <summary>Calls whose outcome is not known: the adapter is asked, more than once, and then a person is.</summary>
internal sealed partial class Burst
{
    /// <summary>How often an adapter is asked what became of a call, before a person is.</summary>
    public const int ReadsMax = 5;

    private static readonly TimeSpan FirstReadDelay = TimeSpan.FromSeconds(1);

    private void BecomeUnknown(StepRecord step, string message, IReadOnlyList<ResourceFact>? resources = null)
    {
        if (!step.Undoing && !step.Activity.HasEffect)
        {
            FailAttempt(step, new StepError(ErrorCodes.OutcomeUnknown, message, Retryable: true), null);
            return;
        }

        Emit(new StepUnknown(step.Id, message, step.Undoing) { Resources = step.Undoing ? null : resources });
        ReadOrGiveUp(step);
    }

    private void ReadOrGiveUp(StepRecord step)
    {
        if (CanRead(step))
            Ask(step);
        else
            StaysUnknown(step, "The adapter cannot read back what became of it.");
    }

    private static bool CanRead(StepRecord step) =>
        step.Undoing ? step.Activity.CompensationCanRead : step.Activity.CanRead;

    private void Ask(StepRecord step)
    {
        step.ReadUnderWay = true;
        _reads.Add(CallOf(step));
    }

    private void AskAgain(StepRecord step, string message)
    {
        if (step.Reads + 1 < ReadsMax)
            Emit(
                new StepReadDeferred(step.Id, message, Now + (FirstReadDelay * Math.Pow(2, step.Reads)), step.Undoing));
        else
            StaysUnknown(step, message);
    }

    private void StaysUnknown(StepRecord step, string message)
    {
        var error = new StepError(
            ErrorCodes.OutcomeUnknown,
            $"It is not known whether step '{step.Id}' was {(step.Undoing ? "undone" : "done")}: {message} "
                + $"Look at the system itself, then decide: RETRY {(CanRead(step) ? "asks" : "calls")} again, COMPLETE says it was done, "
                + "SKIP that it was not.");
        if (step.Undoing)
            FailCompensation(step, error);
        else if (State.IsRollingBack)
            Emit(new StepStaysUnknown(step.Id, message));
        else if (MayUndoUnknown(step))
            UndoUnknown(step, message);
        else
            Emit(new FalloutRaised(step.Id, error));
    }

    /// <summary>What may have been done is undone like what was, where nobody need be asked for that.</summary>
    private bool MayUndoUnknown(StepRecord step) =>
        RestoresOrFinishes
        && !State.IsFinishing
        && step.Compensation is not null
        && RollbackRules.Blocks(State, keepUpTo: 0) != PointOfNoReturn.Hard;

    private void UndoUnknown(StepRecord step, string message)
    {
        Emit(new StepStaysUnknown(step.Id, message));
        StartRollback($"It is not known whether step '{step.Id}' was done: {message}");
    }
}
