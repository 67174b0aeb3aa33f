using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// Folding what concerns activations that steps have started. What is decided here for them too is untold until they
/// are known to have it: so it is a fact that they are to be told, and not a message that a crash may lose.
/// </summary>
public sealed partial class SagaState
{
    private List<ChildStep>? _untold;

    /// <summary>
    /// The number of the event that ended it; of the last one that changed what its parent must know.
    /// </summary>
    internal long EndNumber { get; private set; }

    /// <summary>How many children are not known to have ended.</summary>
    internal int ChildrenOpen { get; private set; }

    /// <summary>Steps whose children are to be told of something, in the order in which it was decided.</summary>
    internal IReadOnlyList<ChildStep> Untold => (IReadOnlyList<ChildStep>?)_untold ?? [];

    private void On(ChildStarted it)
    {
        var step = (ChildStep)_steps[it.Step];
        step.Child = it.Activation;
        step.HasChild = true;
        (step.EndedAs, step.NotedEnd) = (null, 0);
        ChildrenOpen++;
        if (IsRollingBack && step.WaitsForEnd)
            SetUntold(step, ErrandKind.RollBack, OwnDecision());
        else if (IsHeld)
            SetUntold(step, ErrandKind.Hold, OwnDecision());
    }

    private void On(ChildPassing it)
    {
        var step = (ChildStep)_steps[it.Step];
        if (step.EndedAs is not null)
            ChildrenOpen++;
        (step.Passed, step.EndedAs) = (it.Point, null);
    }

    private void On(ChildEnded it)
    {
        var step = (ChildStep)_steps[it.Step];
        if (IsFinished && step.Passed != it.Passed)
            EndNumber = Sequence;
        var cameToNothing = it.State != ActivationState.Completed && !it.Faulted;
        step.Passed = it.Passed;
        PastHardPoint |= it.Passed == PointOfNoReturn.Hard;
        PastSoftPoint |= it.Passed == PointOfNoReturn.Soft;
        step.HasFaulted = it.Faulted;
        if (step.EndedAs is null)
            ChildrenOpen--;
        (step.EndedAs, step.NotedEnd) = (it.State, it.Number);
        if (!cameToNothing && Burst.IsBegun(step) && step.Undoing && _openSteps.Contains(step))
            SetUntold(step, ErrandKind.RollBack, OwnDecision());
        else
            SetTold(step);

        if (!cameToNothing || step.Undoing || !_openSteps.Contains(step))
            return;

        step.HasChild = false;
        step.Spent++;
        (step.LeftBehind, step.Passed) = (Harder(step.LeftBehind, it.Passed), PointOfNoReturn.None);
    }

    /// <summary>
    /// The hardest point of no return that it has passed, or that an activation is about to pass which it has started.
    /// </summary>
    internal PointOfNoReturn Passed => _steps.OfType<ChildStep>().Aggregate(
        PastHardPoint ? PointOfNoReturn.Hard : PastSoftPoint ? PointOfNoReturn.Soft : PointOfNoReturn.None,
        static (hardest, step) => Harder(hardest, step.Passed));

    /// <summary>
    /// Up to which point of no return the activation that started it knows that it passes it. Not a fact: a new process
    /// asks again.
    /// </summary>
    internal PointOfNoReturn PassGranted { get; set; }

    /// <summary>What was asked for.</summary>
    internal PointOfNoReturn PassAsked { get; set; }

    internal static PointOfNoReturn Harder(PointOfNoReturn one, PointOfNoReturn other) => one > other ? one : other;

    private void TellChildren(ErrandKind kind, Who who)
    {
        foreach (var one in _steps)
        {
            if (one is ChildStep { IsChildOpen: true } step)
                SetUntold(step, kind, who);
        }
    }

    /// <summary>
    /// Those that are waited for are undone at once; the others when their turn in the order of undoing comes.
    /// </summary>
    private void TellChildrenOfRollback()
    {
        foreach (var told in Untold.ToArray())
            SetTold(told);
        foreach (var one in _openSteps)
        {
            if (one is ChildStep { IsChildOpen: true, WaitsForEnd: true } step)
                SetUntold(step, ErrandKind.RollBack, OwnDecision());
        }
    }

    private void SetUntold(ChildStep step, ErrandKind kind, Who who)
    {
        SetTold(step);
        step.Untold = new(kind, who, Sequence);
        (_untold ??= []).Add(step);
    }

    private void SetTold(ChildStep step)
    {
        if (step.Untold is null)
            return;

        step.Untold = null;
        _untold?.Remove(step);
    }

    private Who OwnDecision() => new($"activations/{ActivationId.ToText(Id)}", "", "", StateReason);
}
