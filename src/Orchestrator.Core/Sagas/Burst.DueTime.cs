namespace Orchestrator.Core.Sagas;

/// <summary>Looking ahead to the order's due time.</summary>
internal sealed partial class Burst
{
    /// <summary>
    /// Says once that the due time is going to be missed, and again only after it was said that it is not.
    /// </summary>
    /// <param name="durations">What others took.</param>
    public void LookAhead(ObservedDurations durations)
    {
        if (State.IsFinished || State.IsRollingBack || State.IsDueTimePassed
            || State.Order.DueTime is not { } due || due <= Now)
            return;

        var forecast = Forecast.Of(State, durations, Now);
        if (State.Jeopardy is null && forecast.IsLate)
            Emit(new DueTimeInJeopardy(forecast.Why) { Expected = forecast.Expected });
        else if (State.Jeopardy is not null && forecast.Expected is { } expected && IsSafe(expected, due))
            Emit(new DueTimeSafe(expected));
    }

    /// <summary>With something to spare, so that it does not go to and fro: a tenth of the time that is left.</summary>
    private bool IsSafe(DateTimeOffset expected, DateTimeOffset due) => expected <= due - ((due - Now) / 10);
}
