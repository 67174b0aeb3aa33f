using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>A step, or its compensation, is done.</summary>
internal sealed partial class Burst
{
    private void Succeed(
        StepRecord step, Value output, IReadOnlyList<ResourceFact>? resources, StepError? conflict = null)
    {
        resources = resources is { Count: > 0 } ? resources : null;
        if (step.Undoing)
        {
            Emit(new CompensationSucceeded(step.Id) { Resources = resources });
            return;
        }

        var frame = State.Frames.Find(step.Frame);
        var input = UndoInput(step, frame, output, out var failure);
        Emit(new StepSucceeded(step.Id, output)
        {
            Resources = resources,
            CompensationInput = input,
            CompensationInputError = failure,
        });
        if (frame is null)
            return;

        if (conflict is null)
            End(step.Activity, frame.Parent);
        else
            FaultAt(State.NextFrame, step.Activity, IdOf(frame.Parent), conflict);
    }

    /// <summary>
    /// What the definition says that the compensation gets; evaluated now, and kept for good. Null where it says
    /// nothing, and where that failed: nothing else is made up instead, for undoing with other values than the author
    /// meant may undo somebody else's.
    /// </summary>
    private Value UndoInput(StepRecord step, Frame? frame, Value output, out string? failure)
    {
        failure = null;
        if (step.Activity.Compensation?.Input is not { } expression)
            return Value.Null;

        try
        {
            var scope = new OwnOutputScope(
                new BurstScope(this, frame?.Parent, step.Activity), State.Plan, step.Activity, output);
            var input = expression.Evaluate(scope);
            return input.IsNull ? Value.EmptyObject : input;
        }
        catch (ExpressionFailedException failed)
        {
            failure = failed.Message;
            return Value.Null;
        }
    }
}
