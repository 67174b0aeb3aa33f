using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>Results of activities, outputs of definitions, and scripts that are activities.</summary>
internal sealed partial class Burst
{
    /// <summary>An activity gave a result: it is kept where the definition says, and for scripts that ask.</summary>
    public void GiveResult(Activity activity, Frame? parent, Value result)
    {
        Emit(new ResultGiven(activity.Id, result));
        SetResult(activity, parent, result);
    }

    /// <summary>Puts a value into a variable, an output, or both.</summary>
    public void Put(ResultTarget target, Frame? parent, Value value)
    {
        if (target.Variable is { } variable)
            SetVariable(parent, variable, value);
        if (target.Output is { } output)
            SetOutput(parent, output, value);
    }

    /// <summary>
    /// Sets an output of the nearest definition around that declares it, else of the workflow, declared or not.
    /// </summary>
    public void SetOutput(Frame? from, string name, Value value)
    {
        for (var frame = from; frame is not null; frame = frame.Parent)
        {
            if (frame.Activity is not Composite composite || composite.FindOutput(name) is not { } output)
                continue;

            Emit(new ResultGiven(composite.Id, Output(composite, name, value)));
            Put(output, frame.Parent, value);
            return;
        }

        Emit(new OutputSet(name, value));
    }

    /// <summary>The definition around ends with these outcomes, whatever else runs in it.</summary>
    public void CompleteDefinition(Frame? from, IReadOnlyList<string>? outcomes)
    {
        var frame = from;
        while (frame is { Parent: not null, Activity: not Composite })
            frame = frame.Parent;

        if (frame is { Activity: Composite })
            Close(frame, outcomes);
        else if (frame is not null)
            Close(frame);
        else
            End(State.Plan.Root, null);
    }

    /// <summary>Runs a script that may choose outcomes; where it fails the activity faults.</summary>
    public bool TryRunScript(
        Expression script, Activity activity, Frame? parent, out IReadOnlyList<string>? outcomes)
    {
        var scope = new BurstScope(this, parent, activity) { MayChooseOutcomes = true };
        try
        {
            var result = script.Evaluate(scope);
            outcomes = scope.Outcomes;
            GiveResult(activity, parent, result);
            return true;
        }
        catch (ExpressionFailedException failure)
        {
            outcomes = null;
            FaultAt(
                State.NextFrame, activity, IdOf(parent), new StepError(ErrorCodes.ExpressionFailed, failure.Message));
            return false;
        }
    }

    /// <summary>The outputs that a definition used as an activity has given so far, and this one.</summary>
    private Value Output(Composite composite, string name, Value value)
    {
        var before = State.TryGetActivityOutput(composite.Id, out var outputs) ? outputs : Value.EmptyObject;
        return before.OverlaidWith(Value.Object((name, value)));
    }

    /// <summary>The root has ended.</summary>
    private void EndWorkflow(Activity root)
    {
        DropQueue();
        if (HasFaultedForGood())
            FaultWorkflow();
        else if (State.OpenSteps.Count > 0)
            Emit(new FinishReached(root.Id));
        else
            Complete();
    }

    /// <summary>By Elsa's default a workflow without steps that had an incident is faulted.</summary>
    private bool HasFaultedForGood() =>
        !State.Plan.HasSteps
        && State.Incidents.Count > 0
        && (!State.Plan.ContinuesWithIncidents || State.HasRunAway);

    private void FaultWorkflow()
    {
        var incident = State.Incidents[0];
        StartRollback($"Activity '{incident.Activity}' failed: {incident.Message}");
        Compensate();
    }

    /// <summary>What is in a frame ends with it, begun or not.</summary>
    private void CancelWithin(Frame frame)
    {
        for (var left = _queue.Count; left > 0; left--)
        {
            var item = _queue.Dequeue();
            if (IsWithin(item.Parent, frame))
                item.Parent!.Queued--;
            else
                _queue.Enqueue(item);
        }

        foreach (var child in State.Frames.Where(child => child.Parent == frame).ToArray())
            Emit(new ActivityCancelled(child.Id));
    }

    /// <summary>An activity with a frame is cancelled, and all that is in it.</summary>
    public void Cancel(Frame frame)
    {
        CancelWithin(frame);
        Emit(new ActivityCancelled(frame.Id));
    }

    private static bool IsWithin(Frame? frame, Frame outer)
    {
        while (frame is not null && frame != outer)
            frame = frame.Parent;
        return frame is not null;
    }
}
