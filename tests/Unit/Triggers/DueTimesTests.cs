using System.Globalization;
using Orchestrator.Core.Workflows.Triggers;

namespace Orchestrator.Tests.Unit.Triggers;

/// <summary>
/// When a trigger starts its workflow. Days are of January 2026; the version came into force on the 1st at noon.
/// </summary>
public sealed class DueTimesTests
{
    private const string Daily = "0 0 2 * * *";

    [Theory]
    [InlineData(TriggerKind.Timer, "06:00:00", "01 17:59:59", null, "01 18:00:00")]
    [InlineData(TriggerKind.Timer, "06:00:00", "01 18:00:00", "01 18:00:00", "02 00:00:00")]
    [InlineData(TriggerKind.Timer, "06:00:00", "09 13:00:00", "09 12:00:00", "09 18:00:00")]
    [InlineData(TriggerKind.Cron, Daily, "02 01:59:59", null, "02 02:00:00")]
    [InlineData(TriggerKind.Cron, Daily, "02 02:00:00", "02 02:00:00", "03 02:00:00")]
    [InlineData(TriggerKind.Cron, Daily, "31 01:00:00", "30 02:00:00", "31 02:00:00")]
    [InlineData(TriggerKind.Cron, "* * * * * *", "31 01:00:00.7", "31 01:00:00", "31 01:00:01")]
    [InlineData(TriggerKind.Cron, "0 0 0 30 2 *", "31 00:00:00", null, null)]
    [InlineData(TriggerKind.StartAt, "2026-01-05T00:00:00.0000000Z", "04 23:00:00", null, "05 00:00:00")]
    [InlineData(TriggerKind.StartAt, "2026-01-05T00:00:00.0000000Z", "05 00:00:00", "05 00:00:00", null)]
    [InlineData(TriggerKind.StartAt, "2026-01-01T00:00:00.0000000Z", "01 12:00:00", "01 00:00:00", null)]
    public void The_last_moment_and_the_next_follow_from_the_trigger_and_the_version_alone(
        TriggerKind kind, string value, string now, string? last, string? next)
    {
        var times = new DueTimes(kind, value, At("01 12:00:00")!.Value);

        Assert.Equal((At(last), At(next)), (times.LastUpTo(At(now)!.Value), times.FirstAfter(At(now)!.Value)));
    }

    [Fact]
    public void The_last_moment_of_a_calendar_is_found_however_long_ago_it_was()
    {
        var times = new DueTimes(TriggerKind.Cron, "7 0 0 29 2 *", new(1999, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(
            new DateTimeOffset(2024, 2, 29, 0, 0, 7, TimeSpan.Zero),
            times.LastUpTo(new(2027, 12, 31, 0, 0, 0, TimeSpan.Zero)));
    }

    private static DateTimeOffset? At(string? text) => text is null
        ? null
        : DateTimeOffset.Parse($"2026-01-{text}Z", CultureInfo.InvariantCulture);
}
