namespace Orchestrator.Core.Sagas;

/// <summary>When an activation has something to do next, and whether it may leave memory until then.</summary>
internal static class Waking
{
    /// <summary>What is due within this time stays in memory.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromSeconds(60);

    public static Wake Of(SagaState state, DateTimeOffset now)
    {
        if (HasWorkUnderWay(state))
            return Wake.Now;

        return NextTimer(state) switch
        {
            null => Wake.Never,
            { } time when time - now <= Horizon => Wake.Now,
            { } time => Wake.From(time),
        };
    }

    /// <summary>When it is to be ticked; null: something else must happen first.</summary>
    public static DateTimeOffset? NextTimer(SagaState state)
    {
        if (state.IsFinished)
            return null;

        DateTimeOffset? next = null;
        foreach (var step in state.OpenSteps)
        {
            if (step.NextAttempt is { } attempt && !step.ReadUnderWay && !step.AwaitsLane
                && (step is { OutcomeUnknown: true, Window: null } || !state.IsHeld))
                next = Earlier(next, attempt);
        }

        if (!state.IsDueTimePassed && !state.IsRollingBack && state.Order.DueTime is { } due)
            next = Earlier(next, due);
        if (!state.IsStarted)
            return state.IsHeld || state.AwaitsTeardown || state is { QueuedBehind: not 0, Claimed: ServiceClaim.Due }
                ? next
                : Earlier(next, state.Order.RequestedStartTime);

        foreach (var frame in state.Frames)
        {
            if (frame.Until is not null)
                next = Earlier(next, frame.Until);
        }

        return next;
    }

    private static bool HasWorkUnderWay(SagaState state)
    {
        if (state.Undelivered.Count > 0 || state.Untold.Count > 0)
            return true;
        if (state.IsFinished)
            return false;
        if (state.QueuedBehind != 0 || state.AwaitsTeardown)
            return true;

        foreach (var step in state.OpenSteps)
        {
            if (step is ChildStep { HasChild: true } child && Burst.IsBegun(child))
                continue; // Its end is kept until it is noted.

            // Who has a lane stays, so that nobody takes it meanwhile, nor after a restart. Who waits for a window has
            // none.
            var waitsForTime = step.NextAttempt is not null
                && !step.ReadUnderWay
                && (step.Lane is null || Burst.WaitsForWindow(step));
            var waitsForRelease = state.IsHeld && Burst.IsPending(step);
            if (!waitsForTime && !waitsForRelease)
                return true;
        }

        return false;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other ?? one : one;
}
