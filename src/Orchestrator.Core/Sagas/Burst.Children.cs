using Orchestrator.Core.Activities;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>Activations of other workflows, which steps of this one start.</summary>
internal sealed partial class Burst
{
    private readonly List<Errand> _errands = [];
    private readonly List<ChildsEnd> _endsNoted = [];

    /// <summary>What is wanted of children, once the events are durable.</summary>
    public List<Errand> Errands => _errands;

    /// <summary>Ends of children that this transition notes.</summary>
    public List<ChildsEnd> EndsNoted => _endsNoted;

    /// <summary>The child of a step is there.</summary>
    /// <param name="stepId">The step.</param>
    /// <param name="child">The child's id.</param>
    /// <param name="isOld">It was started before, and may have ended.</param>
    public void BeginChild(string stepId, long child, bool isOld)
    {
        if (State.FindStep(stepId) is not ChildStep { HasChild: false } step || !State.OpenSteps.Contains(step))
            return;

        Emit(new ChildStarted(stepId, child));
        if (isOld)
            _errands.Add(ErrandTo(step, new(ErrandKind.Report, EngineDecided("the state is asked for"), 0)));
        if (!step.WaitsForEnd)
            Succeed(step, ResultOf(step, child, "Running", "Pending", Value.EmptyObject), null);
        Drain();
    }

    /// <summary>The child of a step has what it was to be told.</summary>
    public void HaveTold(string stepId, long since)
    {
        if (State.FindStep(stepId) is not ChildStep { Untold: { } untold } || untold.Since != since)
            return;

        Emit(new ChildTold(stepId));
        Drain();
    }

    /// <summary>The child of a step has ended: noted, if it is news, and taken where the step waits for it.</summary>
    public void EndChild(string stepId, ChildEnd end)
    {
        if (State.FindStep(stepId) is not ChildStep step || step.Child != end.Activation)
            return;

        var isOpen = State.OpenSteps.Contains(step);
        var isTaken = isOpen && step is { HasChild: true, Undoing: false, WaitsForEnd: true };
        var isUndone = isOpen && step.Undoing && end.State != ActivationState.Completed;
        var isOnlyTold = isTaken && end.FaultedWithoutSteps && LeavesFaultsToItsChildren(step);
        if (end.Number > step.NotedEnd)
            Emit(new ChildEnded(stepId, end.State) { Passed = end.Passed, Faulted = isOnlyTold, Number = end.Number });
        else if (!isUndone)
            return;

        _endsNoted.Add(new(end.Activation, end.Number, IsNoted: true));
        if (isUndone)
            Emit(new CompensationSucceeded(stepId));
        else if (isTaken && (end.State == ActivationState.Completed || isOnlyTold))
            Succeed(
                step,
                ResultOf(step, end.Activation, "Finished", isOnlyTold ? "Faulted" : "Finished", end.Output),
                null);
        else if (isTaken)
            FailStep(step, new StepError(ErrorCodes.ChildFailed, $"{NameOf(end.Activation)}, of workflow "
                + $"'{step.Input[ChildWorkflow.Workflow].AsString}', is {end.State}: {end.Reason}"));
        Drain();
    }

    /// <summary>
    /// Where nothing was, or can be, done outside, Elsa's rule holds: a child's fault is the child's, and the parent
    /// may look at it. With steps on either side a fault goes up, for what was done must be undone.
    /// </summary>
    private bool LeavesFaultsToItsChildren(ChildStep step) =>
        !State.Plan.HasSteps
        && step.Activity.OnFailure == OnFailure.RollBack
        && State.Frames.Find(step.ParentFrame)?.Activity.Handles(step.Activity, "Failed") != true;

    /// <summary>What has been decided since the transition began is told to the children that it concerns.</summary>
    public void TellChildren(long since)
    {
        foreach (var step in State.Untold)
        {
            if (step.Untold!.Since > since)
                _errands.Add(ErrandTo(step, step.Untold));
        }
    }

    /// <summary>
    /// After the process began anew: what children may not have is said again. One that was to be undone, and then held
    /// or released, may have neither; undoing it is not that person's request, which would count as carried out with
    /// it.
    /// </summary>
    private void TellChildrenAgain()
    {
        foreach (var step in State.Untold)
        {
            var untold = step.Untold!;
            var undoing = EngineDecided("what started it is undone");
            if (untold.Kind != ErrandKind.RollBack && IsToBeUndone(step))
                _errands.Add(ErrandTo(step, untold with { Kind = ErrandKind.RollBack, Who = undoing }));
            _errands.Add(ErrandTo(step, untold));
        }
    }

    /// <summary>Children that are held with it could not be released with it any more, once it is completed.</summary>
    private bool HoldsChildren() => State is { IsHeld: true, ChildrenOpen: > 0 };

    /// <summary>
    /// After the process began anew: whether the child was started is not known, and found out by starting it.
    /// </summary>
    private void AskForChild(ChildStep step)
    {
        if (!step.HasChild && !step.Undoing)
            _calls.Add(CallOf(step));
    }

    private bool IsToBeUndone(ChildStep step) =>
        State.OpenSteps.Contains(step) && (step.Undoing ? IsBegun(step) : State.IsRollingBack && step.WaitsForEnd);

    private Errand ErrandTo(ChildStep step, Untold what) =>
        new(step.Child, what.Kind, CallOf(step), what.Who, State.ForcedPastSoftPoint, what.Since)
        {
            By = State.SupersededBy,
        };

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
