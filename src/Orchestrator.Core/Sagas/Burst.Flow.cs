using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas;

/// <summary>What activities other than steps do.</summary>
internal sealed partial class Burst
{
    /// <summary>
    /// Evaluates an expression of an activity that has no frame yet; where that fails the activity faults.
    /// </summary>
    public bool TryEvaluate(Expression expression, Activity activity, Frame? parent, string what, out Value value)
    {
        if (expression is Expression.Literal literal)
        {
            value = literal.Value;
            return true;
        }

        try
        {
            value = expression.Evaluate(new BurstScope(this, parent, activity));
            return true;
        }
        catch (ExpressionFailedException failure)
        {
            value = default;
            var (error, cause) = Failure(activity, what, failure);
            FaultAt(State.NextFrame, activity, IdOf(parent), error, cause);
            return false;
        }
    }

    /// <summary>The same for an activity that has a frame; its own variables are in scope.</summary>
    public bool TryEvaluateIn(Frame frame, Expression expression, string what, out Value value)
    {
        try
        {
            value = expression.Evaluate(new BurstScope(this, frame, frame.Activity));
            return true;
        }
        catch (ExpressionFailedException failure)
        {
            value = default;
            var (error, cause) = Failure(frame.Activity, what, failure);
            FaultAt(frame.Id, frame.Activity, IdOf(frame.Parent), error, cause);
            return false;
        }
    }

    /// <summary>The items of a loop: an array; null is a fault, any other value is one item.</summary>
    public bool TryEvaluateItems(Frame frame, Expression items, out ReadOnlySpan<Value> values)
    {
        values = default;
        if (!TryEvaluateIn(frame, items, "items", out var value))
            return false;

        if (value.IsNull)
        {
            FaultIn(frame, new StepError(
                ErrorCodes.ExpressionFailed,
                State.Plan.HasSteps
                    ? $"The items of activity '{frame.Activity.Id}' are null. Give a list, or an empty one."
                    : "Value cannot be null. (Parameter 'source')"));
            return false;
        }

        values = value.Kind == ValueKind.Array ? value.Items : new[] { value };
        return true;
    }

    public void SetVariable(Frame? from, VariableDeclaration variable, Value value)
    {
        if (!State.TryFindScope(from, variable, out var scope))
            throw new ExpressionFailedException($"Variable '{variable.Name}' is not in scope.");

        Emit(new VariableSet(IdOf(scope), variable.Id, variable.Type.Convert(value)));
    }

    /// <summary>Puts an activity's result where the definition says.</summary>
    public void SetResult(Activity activity, Frame? parent, Value result) =>
        Put(new ResultTarget(activity.Header.ResultVariable, activity.Header.ResultOutput), parent, result);

    public void AwaitSignal(Activity activity, Frame? parent, string signal)
    {
        if (State.KeptSignals(signal) is not { } kept)
        {
            Emit(new SignalAwaited(State.NextFrame, activity.Id, IdOf(parent), signal));
            return;
        }

        var payload = kept[0];
        Emit(new SignalConsumed(signal, activity.Id));
        SetResult(activity, parent, payload);
        End(activity, parent);
    }

    public void Finish(Activity activity) => Emit(new FinishReached(activity.Id));

    /// <summary>An activity that has no frame yet failed.</summary>
    public void Fault(Activity activity, Frame? parent, StepError error) =>
        FaultAt(State.NextFrame, activity, IdOf(parent), error);

    /// <summary>A faulted activity is tried again from the start.</summary>
    public void Rerun(Frame frame)
    {
        Emit(new ActivityCompleted(frame.Id));
        Schedule(frame.Activity, frame.Parent);
    }

    /// <summary>An activity that has a frame failed.</summary>
    public void FaultOpen(Frame frame, StepError error) => FaultIn(frame, error);

    private void FaultIn(Frame frame, StepError error) =>
        FaultAt(frame.Id, frame.Activity, IdOf(frame.Parent), error);

    private void FaultAt(int frame, Activity activity, int parent, StepError error, string? cause = null)
    {
        Emit(new ActivityFaulted(frame, activity.Id, parent, error) { Cause = cause });
        if (!State.Plan.HasSteps)
            return;

        // What is done, and may not be used, is no failure to go on after.
        var wanted = activity is StepActivity step ? step.OnFailure : OnFailure.RollBack;
        if (wanted == OnFailure.Continue && error.Code == ErrorCodes.ResourceInTeardown)
            wanted = OnFailure.RollBack;
        switch (ExitFor(wanted))
        {
            case FailureExit.Continue:
                Close(State.Frames[frame]);
                break;
            case FailureExit.FallOut:
                Emit(new FalloutRaised(State.Frames[frame].PathId, error));
                break;
            default:
                StartRollback($"Activity '{activity.Id}' failed: {error.Message}");
                break;
        }
    }

    /// <summary>
    /// With steps the error says all; without them the message is Elsa's, and what it does not say is kept beside it.
    /// </summary>
    private (StepError Error, string? Cause) Failure(Activity activity, string what, ExpressionFailedException failure)
    {
        if (State.Plan.HasSteps)
            return (new(
                ErrorCodes.ExpressionFailed,
                $"The {what} of activity '{activity.Id}' could not be evaluated: {failure.Message}"), null);

        return IsInput(activity, what)
            ? (new(ErrorCodes.ExpressionFailed, $"Failed to evaluate activity input '{char.ToUpperInvariant(what[0])}{what[1..]}'"), failure.Message)
            : (new(ErrorCodes.ExpressionFailed, failure.Message), null);
    }

    /// <summary>
    /// Elsa evaluates inputs before an activity runs; other expressions are the activity's own affair.
    /// </summary>
    private static bool IsInput(Activity activity, string what) =>
        activity is not While && !what.StartsWith("case ", StringComparison.Ordinal);

    /// <summary>Delays that are over end.</summary>
    private void ElapseDelays()
    {
        foreach (var frame in State.Frames.Where(frame => frame.Until <= Now).ToArray())
        {
            Emit(new DelayElapsed(frame.Id));
            End(frame.Activity, frame.Parent);
        }
    }

    private void Deliver(SagaCommand.Signal signal)
    {
        Emit(new SignalReceived(signal.Who, signal.Name, signal.Payload));
        HandOut(signal.Name);
    }

    /// <summary>The one that has waited longest for a signal takes it.</summary>
    private void HandOut(string signal)
    {
        if (State.KeptSignals(signal) is not null
            && State.Frames.FirstOrDefault(frame => frame.Signal == signal) is { } waiting)
            Take(waiting, signal);
    }

    /// <summary>An activity takes the oldest kept event of the name that it waits for.</summary>
    private void Take(Frame waiting, string signal)
    {
        var payload = State.KeptSignals(signal)![0];
        Emit(new SignalConsumed(signal, waiting.Activity.Id, waiting.Id));
        SetResult(waiting.Activity, waiting.Parent, payload);
        End(waiting.Activity, waiting.Parent);
    }
}
