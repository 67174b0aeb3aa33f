using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// Points of no return of an activation that another one has started: it passes none before the other one has noted,
/// durably, that it does. So whoever decides about the other one knows by its own events what can be undone.
/// </summary>
internal sealed partial class Burst
{
    /// <summary>The hardest point that a pending step is to pass and that was not granted; null for none.</summary>
    public PointOfNoReturn? PointWanted()
    {
        if (State.Order.Parent is null || State.IsHeld || State.IsFinished)
            return null;

        PointOfNoReturn? hardest = null;
        foreach (var step in State.OpenSteps)
        {
            if (IsPending(step) && !MayPass(step) && !(hardest > step.Activity.PointOfNoReturn))
                hardest = step.Activity.PointOfNoReturn;
        }

        return hardest;
    }

    /// <summary>It is noted above: what waited for it begins.</summary>
    public void Pass(PointOfNoReturn point)
    {
        State.PassGranted = SagaState.Harder(State.PassGranted, point);
        if (!State.IsHeld)
            BeginPending();
    }

    /// <summary>The child of a step is about to pass a point.</summary>
    public void LetPass(ChildStep step, PointOfNoReturn point)
    {
        if (step.Passed < point)
            Emit(new ChildPassing(step.Id, point));
    }

    private bool MayPass(StepActivity step) =>
        step.PointOfNoReturn == PointOfNoReturn.None
            || State.Order.Parent is null
            || step.PointOfNoReturn <= State.PassGranted;

    /// <summary>One that has begun once was granted then, and what was noted stays until the activation ends.</summary>
    private bool MayPass(StepRecord step) => step.Undoing || step.Attempts > 0 || MayPass(step.Activity);
}
