using Orchestrator.Core.Activities;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas;

/// <summary>Folding what concerns the flow: frames, variables, outputs.</summary>
public sealed partial class SagaState
{
    /// <summary>
    /// The frame whose variable it is, seen from a frame; null for the workflow's own, false where it is not in scope.
    /// </summary>
    internal bool TryFindScope(Frame? from, VariableDeclaration variable, out Frame? scope)
    {
        for (scope = from; scope is not null; scope = scope.Parent)
        {
            foreach (var declared in scope.Activity.Header.Variables)
            {
                if (declared.Id == variable.Id)
                    return true;
            }
        }

        foreach (var declared in Plan.Variables)
        {
            if (declared.Id == variable.Id)
                return true;
        }

        return false;
    }

    private void On(ActivityStarted it)
    {
        var frame = Add(it.Frame, it.Activity, it.Parent, isIteration: it.Item is not null);
        if (it.Item is { } item)
            SetItem(frame, item, it.Value);
    }

    private void On(ActivityFaulted it)
    {
        var frame = _frames.Find(it.Frame) ?? Add(it.Frame, it.Activity, it.Parent);
        frame.Memory.Fault = it.Error;
        (_incidents ??= []).Add(new(it.Activity, it.Error.Message, it.Cause));
        HasRunAway |= it.Error.Code == ErrorCodes.WorkflowRunaway;
    }

    private void On(PathsTaken it)
    {
        var frame = _frames[it.Frame];
        if (frame.Activity is Flowchart { HasJoins: true } chart)
            (frame.Memory.Visits ??= new(chart)).Apply(it);
    }

    private void On(TokensMoved it)
    {
        var frame = _frames[it.Frame];
        if (frame.Activity is Flowchart chart)
            (frame.Memory.Tokens ??= new(chart)).Apply(it);
    }

    private void On(VariableSet it)
    {
        var values = VariablesOf(it.Frame < 0 ? null : _frames[it.Frame]);
        values[it.Variable] = it.Value;
    }

    private void OnFinishReached()
    {
        IsFinishing = true;
        ClearFlow();
    }

    private void OnFlowRestored()
    {
        var flow = RestoreTo!;
        foreach (var saved in flow.Frames)
            Restore(saved);

        _variables = Copy(flow.Variables);
        _signalResults = Copy(flow.SignalResults);
        _outputs = Copy(flow.Outputs);
        LastResult = flow.LastResult;
        StateReason = $"Undone back to step '{BackToStep}', and held there.";
        IsRollingBack = false;
        IsHeld = true;
        BackToStep = null;
        RestoreTo = null;
        KeepUpTo = 0;
        TellChildren(ErrandKind.Hold, OwnDecision());
    }

    private void Restore(FrameSnapshot saved)
    {
        var frame = Add(saved.Id, saved.Activity, saved.Parent, saved.IsIteration);
        frame.Item = saved.Item ?? -1;
        var memory = frame.Memory;
        memory.ItemValue = saved.ItemValue;
        memory.Until = saved.Until;
        memory.Signal = saved.Signal;
        memory.IsBreaking = saved.IsBreaking;
        memory.Fault = saved.Fault;
        memory.Variables = Copy(saved.Variables);
        if (frame.Activity is not Flowchart chart)
            return;

        memory.Tokens = saved.Tokens is null ? null : new(chart, saved.Tokens);
        memory.Visits = saved.Visits is null ? null : new(chart, saved.Visits, saved.ActivityVisits);
    }

    private static Dictionary<string, Value>? Copy(IReadOnlyDictionary<string, Value>? values) =>
        values is null or { Count: 0 } ? null : new(values, StringComparer.Ordinal);

    private Dictionary<string, Value> VariablesOf(Frame? scope) => scope is null
        ? _variables ??= new(StringComparer.Ordinal)
        : scope.Memory.Variables ??= new(StringComparer.Ordinal);

    private Frame Add(int id, string activity, int parent, bool isIteration = false)
    {
        var within = parent < 0 ? null : _frames[parent];
        var frame = new Frame(id, Plan[activity], within) { IsIteration = isIteration };
        _frames.Add(frame);
        NextFrame = Math.Max(NextFrame, id + 1);
        if (within is not null)
            within.Children++;
        return frame;
    }

    /// <summary>The frame ends, and those within it.</summary>
    private void Remove(int id)
    {
        IsStalled = false;
        if (_frames.Remove(id) is not { } ended)
            return;

        if (ended.Parent is { } parent)
            parent.Children--;
        if (ended.Children > 0)
            RemoveWithin(ended);
    }

    private void SetItem(Frame frame, int item, Value value)
    {
        frame.Item = item;
        frame.Memory.ItemValue = value;
        if (frame.Activity is not (ForEach or ParallelForEach or For or BulkDispatchWorkflows)
            || frame.Activity.Header.Variables is not [var current, var index, ..])
            return;

        var variables = VariablesOf(frame);
        variables[current.Id] = value;
        if (frame.Activity is not For)
            variables[index.Id] = item;
    }

    /// <summary>
    /// Nothing of the flow runs or waits any more; steps that were never called, or wait for another attempt, will not
    /// be.
    /// </summary>
    private void ClearFlow()
    {
        _frames.Clear();
        if (_openSteps.Count == 0)
            return;

        foreach (var step in _openSteps.ToArray())
            LeaveOut(step);
    }

    /// <summary>
    /// A step that is not under way will not be; what is, is awaited. One that had failed before it was to be tried
    /// again has failed; one that never did anything is left out.
    /// </summary>
    private void LeaveOut(StepRecord step)
    {
        if (step.Undoing || step.State is not (StepState.Pending or StepState.Retrying))
            return;

        step.State = step.State == StepState.Pending && step.Error is null ? StepState.Skipped : StepState.Failed;
        step.NextAttempt = null;
        step.EndTime = UpdateTime;
        _openSteps.Remove(step);
    }

    /// <summary>Puts a step's output where the definition says.</summary>
    private void Capture(StepActivity activity, Frame? from, Value result)
    {
        LastResult = result;
        if (activity.Header.ResultOutput is { } output)
            SetOutput(output, result);
        if (activity.Header.ResultVariable is { } variable && TryFindScope(from, variable, out var scope))
            VariablesOf(scope)[variable.Id] = variable.Type.Convert(result);
    }
}
