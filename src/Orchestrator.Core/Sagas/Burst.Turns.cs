using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Sagas;

/// <summary>Whether a call may begin now: its window is open, and its turn in its lane has come.</summary>
internal sealed partial class Burst
{
    /// <summary>Not while its window is closed, or others are in its lane; then it waits.</summary>
    private bool MayBegin(StepRecord step)
    {
        if (AwaitsWindow(step))
            return false;

        var may = MayEnter(step.Id, step.Lane, TurnOf(step), step.BudgetStart);
        if (!may && step.Window is not null)
            Emit(new WindowOpened(step.Id, step.Undoing));
        step.AwaitsLane = !may && step.NextAttempt is not null;
        return may;
    }

    /// <summary>Reading back changes nothing outside, so it does not wait for a window.</summary>
    private bool AwaitsWindow(StepRecord step)
    {
        if (AsksFirst(step) || Closed(step.Activity, step.Lane, step.Undoing) is not { } closed)
            return false;

        if (step.Window != closed.Window || step.NextAttempt != closed.Opens)
            Emit(new WindowAwaited(step.Id, closed.Window, closed.Opens, step.Undoing));
        return true;
    }

    /// <summary>The window that must open first; null where it may begin.</summary>
    private WindowWait? Closed(StepActivity activity, string? lane, bool undo) =>
        windows?.Invoke(activity.Adapter, lane, undo, Now) is { } closed && closed.Opens > Now ? closed : null;

    private void Await(string step, WindowWait? closed, bool undo)
    {
        if (closed is not null)
            Emit(new WindowAwaited(step, closed.Window, closed.Opens, undo));
    }

    private bool MayEnter(string step, string? lane, int turn, DateTimeOffset since) =>
        string.IsNullOrEmpty(lane) || _lanes!.TryTake(lane, step, turn, since, Now);

    /// <summary>The number of the call that would begin next; the same as long as it has not begun.</summary>
    public static int TurnOf(StepRecord step) => step.Attempts + step.CompensationAttempts + 1;

    /// <summary>Whether it waits for a window, and so for no lane.</summary>
    public static bool WaitsForWindow(StepRecord step) => step is { Window: not null, AwaitsLane: false };
}
