using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using static Orchestrator.Tests.Unit.Activities.Flow;

namespace Orchestrator.Tests.Unit.Activities;

public sealed class TimeActivityTests
{
    public static TheoryData<string, string> Calendars { get; } = new()
    {
        // From Thursday, 1 January 2026, 12:00:00.
        { "0 * * * * *", "2026-01-01 12:01:00" },
        { "*/20 * * * * *", "2026-01-01 12:00:20" },
        { "0 0 0 1 1 *", "2027-01-01 00:00:00" },
        { "0 30 8 * * MON-FRI", "2026-01-02 08:30:00" },
        { "0 0 12 ? * SAT,SUN", "2026-01-03 12:00:00" },
        { "0 0 12 * * 7", "2026-01-04 12:00:00" },
        { "15 10-12/2 13 * FEB *", "2026-02-01 13:10:15" },
        { "0 0 0 L * *", "2026-01-31 00:00:00" },
        { "0 0 0 L-1 * ?", "2026-01-30 00:00:00" },
        { "0 0 0 * * 5L", "2026-01-30 00:00:00" },
        { "0 0 0 * * MON#2", "2026-01-12 00:00:00" },
        { "0 0 0 4W * *", "2026-01-05 00:00:00" },
        { "0 0 0 29 2 *", "2028-02-29 00:00:00" },
        { "0 0 22-2/2 * * *", "2026-01-01 22:00:00" },
    };

    [Theory]
    [MemberData(nameof(Calendars))]
    public void The_next_time_of_a_calendar(string text, string next) =>
        Assert.Equal(
            next,
            $"{CronExpression.Parse(text, out _)!.Next(Noon):yyyy-MM-dd HH:mm:ss}");

    [Theory]
    [InlineData("0 2 * * *")]
    [InlineData("0 0 25 * * *")]
    [InlineData("0 0 0 0 * *")]
    [InlineData("0 0 0 * * MON#6")]
    [InlineData("x * * * * *")]
    [InlineData("*/0 * * * * *")]
    [InlineData("")]
    public void What_is_no_calendar_is_told(string text)
    {
        Assert.Null(CronExpression.Parse(text, out var problem));
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
        var problems = Read(tolerant: false, Activity("Cron", "c", $"'cronExpression': '{text}'")).Problems;
        Assert.Contains(problems, one => one.Found.Code is "WF015" or "WF004");
    }

    [Fact]
    public void A_day_that_never_comes_has_no_next_time() =>
        Assert.Null(CronExpression.Parse("0 0 0 30 2 *", out _)!.Next(Noon));

    [Fact]
    public void Within_a_workflow_they_wait_until_their_time_comes()
    {
        var result = Run(Sequence(
            Activity("Timer", "t", "'interval': '00:00:05'"),
            Activity("Cron", "c", "'cronExpression': '0 * * * * *'"),
            Activity("StartAt", "s", "'dateTime': '2026-01-01T13:00:00Z'"),
            Activity("StartAt", "past", "'dateTime': '2001-01-01T00:00:00Z'"),
            Line("end")));

        Assert.Equal("end Finished", result.Told());
        Assert.Equal(
            ["12:00:05", "12:01:00", "13:00:00"],
            result.Events<DelayStarted>().Select(started => $"{started.Until:HH:mm:ss}"));
    }

    [Theory]
    [InlineData("Timer", "'interval': '00:00:05'")]
    [InlineData("Cron", "'cronExpression': '0 * * * * *'")]
    [InlineData("StartAt", "'dateTime': '2031-01-01T00:00:00Z'")]
    public void What_the_workflow_begins_with_and_may_be_started_by_ends_at_once(string type, string property)
    {
        var trigger = Activity(type, "t", $"{property}, 'customProperties': {{'canStartWorkflow': true}}");

        var result = Run(Chart("t-end", Line("end"), trigger));

        Assert.Equal("end Finished", result.Told());
        Assert.Empty(result.Events<DelayStarted>());
    }
}
