using Google.Protobuf.WellKnownTypes;

namespace Orchestrator.Server.Grpc.Checks;

/// <summary>Times and durations, within what google.protobuf allows of them.</summary>
public static class TimeChecks
{
    /// <summary>No call waits longer.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromHours(24);

    private const long SecondsMin = -62_135_596_800;
    private const long SecondsMax = 253_402_300_799;
    private const int NanosMax = 999_999_999;

    /// <summary>The time, in whole microseconds; null where none is given or it is not valid.</summary>
    public static DateTimeOffset? Time(this Violations violations, string field, Timestamp? value)
    {
        if (value is null)
            return null;

        if (value.Seconds is >= SecondsMin and <= SecondsMax && value.Nanos is >= 0 and <= NanosMax)
            return DateTimeOffset.UnixEpoch.AddTicks(
                (value.Seconds * TimeSpan.TicksPerSecond) + (value.Nanos / 1000 * 10));

        violations.Add(field, "is no time between the years 1 and 9999.");
        return null;
    }

    /// <summary>A duration from nothing to <see cref="WaitMax"/>; none is nothing.</summary>
    public static TimeSpan Wait(this Violations violations, string field, Duration? value)
    {
        if (value is null)
            return TimeSpan.Zero;

        if (value.Seconds >= 0 && value.Seconds <= WaitMax.TotalSeconds && value.Nanos is >= 0 and <= NanosMax)
            return TimeSpan.FromTicks((value.Seconds * TimeSpan.TicksPerSecond) + (value.Nanos / 100));

        violations.Add(field, $"must be from 0 to {WaitMax.TotalHours} hours.");
        return TimeSpan.Zero;
    }
}
