using Orchestrator.Core.Activities;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>Activations of other workflows, which steps of this one start.</summary>
internal sealed partial class Burst
{
    private readonly List<Errand> _errands = [];

    /// <summary>What is wanted of children, once the events are durable.</summary>
    public List<Errand> Errands => _errands;

    /// <summary>The child of a step is there.</summary>
    public void BeginChild(string stepId, long child)
    {
        if (State.FindStep(stepId) is not ChildStep { HasChild: false } step || !State.OpenSteps.Contains(step))
            return;

        Emit(new ChildStarted(stepId, child));
        if (!step.WaitsForEnd)
            Succeed(step, ResultOf(step, child, "Running", "Pending", Value.EmptyObject), null);
        else
            CatchUp(step);
        Drain();
    }

    /// <summary>The child of a step has ended.</summary>
    public void EndChild(string stepId, ChildEnd end)
    {
        if (State.FindStep(stepId) is not ChildStep step
            || !State.OpenSteps.Contains(step)
            || !step.HasChild
            || step.Child != end.Activation)
            return;

        // It was being undone to a step of its own when it was to be undone wholly, and went on from there.
        if (step.Undoing && end.State == ActivationState.Completed)
        {
            CallIfBegun(step);
            return;
        }

        var isOnlyTold = end.FaultedWithoutSteps && LeavesFaultsToItsChildren(step);
        Emit(new ChildEnded(stepId, end.State) { Passed = end.Passed, Faulted = isOnlyTold });
        if (step.Undoing)
            Emit(new CompensationSucceeded(stepId));
        else if (end.State == ActivationState.Completed || isOnlyTold)
            Succeed(step, ResultOf(step, end.Activation, "Finished", isOnlyTold ? "Faulted" : "Finished", end.Output), null);
        else
            FailStep(step, new StepError(ErrorCodes.ChildFailed, $"{NameOf(end.Activation)}, of workflow '{step.Input[ChildWorkflow.Workflow].AsString}', is {end.State}: {end.Reason}"));
        Drain();
    }

    /// <summary>
    /// Where nothing was, or can be, done outside, Elsa's rule holds: a child's fault is the child's, and the parent may
    /// look at it. With steps on either side a fault goes up, for what was done must be undone.
    /// </summary>
    private bool LeavesFaultsToItsChildren(ChildStep step) =>
        !State.Plan.HasSteps
        && step.Activity.OnFailure == OnFailure.RollBack
        && State.Frames.Find(step.ParentFrame)?.Activity.Handles(step.Activity, "Failed") != true;

    /// <summary>After the process began anew: what may not have reached a child is said again.</summary>
    private void RecoverChild(ChildStep step)
    {
        if (!step.HasChild || step.Undoing)
            _calls.Add(CallOf(step));
        else
            CatchUp(step);
    }

    /// <summary>A child that began, or was asked for, while this activation changed is told.</summary>
    private void CatchUp(ChildStep step)
    {
        _errands.Add(ErrandTo(step, ErrandKind.Report, EngineDecided("the state is asked for")));
        if (State.IsRollingBack)
            _errands.Add(ErrandTo(step, ErrandKind.RollBack, EngineDecided(State.StateReason)));
        else if (State.IsHeld)
            _errands.Add(ErrandTo(step, ErrandKind.Hold, EngineDecided(State.StateReason)));
    }

    /// <summary>
    /// What is decided for this activation is decided for its children too. Those that it does not wait for are undone
    /// when their turn in the order of undoing comes.
    /// </summary>
    private void TellChildren(ErrandKind kind, Who who)
    {
        foreach (var one in State.Steps)
        {
            if (one is ChildStep { HasChild: true, Undoing: false } step
                && (step.WaitsForEnd ? State.OpenSteps.Contains(step) : kind != ErrandKind.RollBack))
                _errands.Add(ErrandTo(step, kind, who));
        }
    }

    private Errand ErrandTo(ChildStep step, ErrandKind kind, Who who) =>
        new(step.Child, kind, CallOf(step), who, State.ForcedPastSoftPoint);

    private Who EngineDecided(string reason) => new(NameOf(State.Id), "", "", reason);

    private static Value ResultOf(ChildStep step, long child, string status, string subStatus, Value output) =>
        ((ChildWorkflow)step.Activity).Result == Activities.ChildResult.Output
            ? output
            : Value.Object(
                ("WorkflowInstanceId", ActivationId.ToText(child)),
                ("Status", status),
                ("SubStatus", subStatus),
                ("Output", output));

    /// <summary>The step that ran in a frame and started another workflow; null for none.</summary>
    public ChildStep? ChildIn(Frame frame)
    {
        for (var index = State.Steps.Count - 1; index >= 0; index--)
        {
            if (State.Steps[index] is ChildStep step && step.ParentFrame == frame.Id)
                return step;
        }

        return null;
    }

    private static string NameOf(long activation) => $"activations/{ActivationId.ToText(activation)}";
}
