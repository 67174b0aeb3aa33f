using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Shards;

/// <summary>
/// Asking the activation above before a point of no return is passed, and that one the one above it. The uppermost
/// notes it first. A question that a crash loses is asked again, for the step still waits.
/// </summary>
public sealed partial class OwnedShards
{
    private void AskToPass(SagaSlot slot)
    {
        var state = slot.State!;
        if (state.Order.Parent is not { } parent || _burst.PointWanted() is not { } point || point <= state.PassAsked)
            return;

        state.PassAsked = point;
        slot.Notify((parent.Activation, new PassWanted(parent.Step, slot.Id, state.Sequence, point, null)));
    }

    private void LetPass(SagaSlot slot, PassWanted wanted)
    {
        var state = slot.State!;
        if (state.FindStep(wanted.Step) is not ChildStep step || HasEndedSince(step, wanted))
            return;

        // After a crash a child may come before the news that it was started.
        if (!step.HasChild && !Run(slot, burst => burst.BeginChild(wanted.Step, wanted.Child, isOld: true)))
            return;

        // Where all is over nothing can be undone any more.
        if (IsOver(state))
            slot.Notify((wanted.Child, new PassGranted(wanted.Point, wanted.Below)));
        else if (IsToBeUndone(state, step))
            (slot.LeftForNow ??= []).Add(wanted);
        else if (state.Order.Parent is { } above && state.PassGranted < wanted.Point)
            slot.Notify((above.Activation, new PassWanted(
                above.Step, slot.Id, state.Sequence, wanted.Point, wanted)));
        else if (Run(slot, burst => burst.LetPass(step, wanted.Point)))
            slot.Notify((wanted.Child, new PassGranted(wanted.Point, wanted.Below)));
    }

    /// <summary>What it wanted to do then came to nothing: it was undone while the question waited.</summary>
    private static bool HasEndedSince(ChildStep step, PassWanted wanted) =>
        step.Child == wanted.Child && step.NotedEnd > wanted.Asked;

    /// <summary>While it is being undone: whether that comes to a step which is done, or under way.</summary>
    private static bool IsToBeUndone(SagaState state, ChildStep step) =>
        state.IsRollingBack && (step.CompletionNumber == 0 || step.CompletionNumber > state.KeepUpTo);

    private void Pass(SagaSlot slot, PassGranted granted)
    {
        if (Run(slot, burst => burst.Pass(granted.Point)) && granted.Below is { } below)
            LetPass(slot, below);
    }

    /// <summary>
    /// Who wanted to pass while all was being undone, and was left as it is, may do so now; and what a parent wants
    /// undone wholly, and was being undone in part, is.
    /// </summary>
    private void TakeInWhatWasLeft(SagaSlot slot)
    {
        if (slot.LeftForNow is not { Count: > 0 } left || slot.State!.IsRollingBack)
            return;

        slot.LeftForNow = null;
        foreach (var wanted in left)
            slot.Wait(wanted);
    }

    /// <summary>A child wants to pass a point of no return.</summary>
    /// <param name="Step">The step that started it.</param>
    /// <param name="Child">The child.</param>
    /// <param name="Asked">The number of its last event when it asked.</param>
    /// <param name="Point">The point.</param>
    /// <param name="Below">Whose question this is for, where it is not the child's own.</param>
    private sealed record PassWanted(
        string Step, long Child, long Asked, PointOfNoReturn Point, PassWanted? Below) : ShardInput;

    /// <summary>All above have noted it.</summary>
    private sealed record PassGranted(PointOfNoReturn Point, PassWanted? Below) : ShardInput;
}
