using System.Globalization;

namespace Orchestrator.Core.Sagas;

/// <summary>Whether an order's due time is going to be kept, by what others of its workflow version took.</summary>
/// <param name="Expected">When it is expected to have completed; null where nothing is known of that.</param>
/// <param name="IsLate">The due time is going to be missed, as far as it can be told.</param>
/// <param name="Why">What that is told from, one plain sentence.</param>
internal readonly record struct Forecast(DateTimeOffset? Expected, bool IsLate, string Why)
{
    /// <summary>
    /// Where a person must act and nothing is known of how long the rest takes, this much time left is too little.
    /// </summary>
    public static readonly TimeSpan LeastLeft = TimeSpan.FromHours(1);

    /// <param name="state">Not finished, not being undone, with a due time that has not passed.</param>
    /// <param name="durations">What was observed.</param>
    /// <param name="now">The time that counts as now.</param>
    public static Forecast Of(SagaState state, ObservedDurations durations, DateTimeOffset now)
    {
        var due = state.Order.DueTime!.Value;
        var isStopped = state.State is ActivationState.Held or ActivationState.Fallout;
        if (durations.Of(state.Plan.Id) is not { } took)
        {
            return isStopped && due - now < LeastLeft
                ? new(null, true, $"{Stopped(state)} Less than an hour is left, and nothing is known of how long the "
                    + "rest takes.")
                : new(null, false, "");
        }

        var (expected, why) = isStopped ? OfStopped(state, took, now) : OfRunning(state, took, now);
        return new(expected, expected > due, why);
    }

    /// <summary>What was left when it stopped is left still.</summary>
    private static (DateTimeOffset Expected, string Why) OfStopped(
        SagaState state, IReadOnlyList<TimeSpan> took, DateTimeOffset now)
    {
        var worked = StoppedSince(state) - state.StartTime ?? TimeSpan.Zero;
        var left = ObservedDurations.MedianAbove(took, worked) - worked ?? took[took.Count / 2];
        return (Add(now, left), $"{Stopped(state)} The rest takes {Length(left)} by what others took.");
    }

    private static (DateTimeOffset Expected, string Why) OfRunning(
        SagaState state, IReadOnlyList<TimeSpan> took, DateTimeOffset now)
    {
        var median = took[took.Count / 2];
        if (state.StartTime is not { } start)
        {
            var begins = state.Order.RequestedStartTime is { } requested && requested > now ? requested : now;
            return (Add(begins, median), $"It has not begun, and others took {Length(median)}.");
        }

        return ObservedDurations.MedianAbove(took, now - start) is { } whole
            ? (Add(start, whole), $"Others took {Length(whole)}.")
            : (Add(now, median), $"It has taken longer than the last {took.Count} that completed; as much as their "
                + $"median, {Length(median)}, is taken for what is left.");
    }

    private static DateTimeOffset? StoppedSince(SagaState state) =>
        state.Fallouts.Count > 0 ? state.Fallouts.Min(static fallout => fallout.Time) : state.UpdateTime;

    private static string Stopped(SagaState state) => state.IsHeld
        ? "It is held."
        : $"It waits for a decision about '{state.Fallouts[0].Step}'.";

    private static DateTimeOffset Add(DateTimeOffset time, TimeSpan length) =>
        length < DateTimeOffset.MaxValue - time ? time + length : DateTimeOffset.MaxValue;

    private static string Length(TimeSpan length) => length.TotalDays >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)length.TotalDays} d {length.Hours} h")
        : length.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{length.Hours} h {length.Minutes} min")
            : length.TotalMinutes >= 1
                ? string.Create(CultureInfo.InvariantCulture, $"{length.Minutes} min {length.Seconds} s")
                : string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds:0.#} s");
}
