using Orchestrator.Core.Activities;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>What may be undone, in which order, and with what input.</summary>
public static class RollbackRules
{
    /// <summary>The point of no return that stands in the way of undoing; the hardest counts.</summary>
    /// <param name="state">The activation.</param>
    /// <param name="keepUpTo">Steps with a completion number up to this one would be kept.</param>
    /// <param name="failed">A step that has just failed for good, and so passes no point; or null.</param>
    public static PointOfNoReturn Blocks(SagaState state, int keepUpTo, StepRecord? failed = null)
    {
        var hardest = PointOfNoReturn.None;
        foreach (var step in state.Steps)
        {
            var passed = step.CompletionNumber > keepUpTo && step.State == StepState.Succeeded;
            var passing = step != failed && step.State is StepState.Running or StepState.Unknown;
            var child = step as ChildStep;
            if (passed || passing)
                hardest = SagaState.Harder(hardest, child?.Passed ?? step.Activity.PointOfNoReturn);
            if (child is not null && (step.CompletionNumber == 0 || step.CompletionNumber > keepUpTo))
                hardest = SagaState.Harder(hardest, child.LeftBehind);
        }

        return hardest == PointOfNoReturn.Soft && state.ForcedPastSoftPoint ? PointOfNoReturn.None : hardest;
    }

    /// <summary>
    /// The steps that a rollback would undo, in order: those whose outcome is unknown, then in reverse order of
    /// completion.
    /// </summary>
    public static IEnumerable<StepRecord> InOrderOfUndo(SagaState state, int keepUpTo) =>
        state.Steps
            .Where(step => step.Compensation is not null && NeedsUndo(step, keepUpTo))
            .OrderByDescending(step => step.CompletionNumber == 0 ? int.MaxValue : step.CompletionNumber);

    /// <summary>Steps with an effect that a rollback would leave as it is, in reverse order of completion.</summary>
    public static IEnumerable<StepRecord> Irreversible(SagaState state, int keepUpTo) =>
        state.Steps
            .Where(step => step.Compensation is null && step.Activity.HasEffect && NeedsUndo(step, keepUpTo))
            .OrderByDescending(step => step.CompletionNumber);

    /// <summary>What the compensation of a step gets; null where only a person can say.</summary>
    public static Value InputOfUndo(StepRecord step) =>
        step.CompensationInput.IsNull && step.CompensationInputError is null
            ? step.Input.OverlaidWith(step.Output)
            : step.CompensationInput;

    /// <summary>
    /// Whether <see cref="InputOfUndo"/> is what the author meant: what an expression gives where a step is done is not
    /// known of one that may not be.
    /// </summary>
    public static bool IsInputOfUndoKnown(StepRecord step) =>
        step.CompensationInputError is null
        && (step.State != StepState.Unknown
            || step.Activity.Compensation?.Input is null
            || !step.CompensationInput.IsNull);

    /// <summary>Whether any step has, or may have, changed something outside, undone since or not.</summary>
    internal static bool HadEffect(SagaState state) => state.Steps.Any(step =>
        step.Activity.HasEffect
        && (step.CompletionNumber > 0 || step.State is StepState.Unknown or StepState.Compensated));

    private static bool NeedsUndo(StepRecord step, int keepUpTo) =>
        (step.State == StepState.Succeeded && step.CompletionNumber > keepUpTo) || step.State == StepState.Unknown;
}
