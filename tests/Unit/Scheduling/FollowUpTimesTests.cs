using System.Globalization;
using Orchestrator.Core.Products;
using Orchestrator.Server.Scheduling;

namespace Orchestrator.Tests.Unit.Scheduling;

public sealed class FollowUpTimesTests
{
    private static readonly CalendarPeriod Year = CalendarPeriod.Parse("P1Y");
    private static readonly DateTimeOffset Anchor = Time("2024-02-29T08:00:00Z");

    [Theory]
    [InlineData("2024-03-14T07:59:59Z", null)]
    [InlineData("2024-03-14T08:00:00Z", "2024-03-14T08:00:00Z")]
    [InlineData("2030-01-01T00:00:00Z", "2024-03-14T08:00:00Z")]
    public void What_is_due_after_a_period_is_due_once_however_late_it_is_seen(string now, string? due) =>
        Assert.Equal(TimeOrNull(due), LastUpTo(new FollowUpTime.After(CalendarPeriod.Parse("P14D")), now));

    [Theory]
    [InlineData("2025-02-28T07:59:59Z", null)]
    [InlineData("2025-02-28T08:00:00Z", "2025-02-28T08:00:00Z")]
    [InlineData("2028-02-28T08:00:00Z", "2027-02-28T08:00:00Z")]
    [InlineData("2028-02-29T08:00:00Z", "2028-02-29T08:00:00Z")]
    public void Of_anniversaries_the_last_one_counts_and_a_leap_day_comes_on_the_28th_else(string now, string? due) =>
        Assert.Equal(TimeOrNull(due), LastUpTo(new FollowUpTime.EachAnniversary(), now));

    [Theory]
    [InlineData("2025-01-29T07:59:59Z", null)]
    [InlineData("2025-01-29T08:00:00Z", "2025-01-29T08:00:00Z")]
    [InlineData("2025-02-28T08:00:00Z", null)]
    [InlineData("2026-02-01T00:00:00Z", "2026-01-29T08:00:00Z")]
    public void Before_the_end_of_a_term_counts_while_that_term_runs(string now, string? due) =>
        Assert.Equal(TimeOrNull(due), LastUpTo(new FollowUpTime.BeforeTermEnd(CalendarPeriod.Parse("P30D")), now));

    [Fact]
    public void What_is_longer_before_the_end_than_the_term_lasts_is_due_when_the_term_begins() =>
        Assert.Equal(Anchor, LastUpTo(new FollowUpTime.BeforeTermEnd(CalendarPeriod.Parse("P2Y")), "2024-06-01T00:00:00Z"));

    [Fact]
    public void Incomplete_teardowns_are_tried_more_and_more_seldom_up_to_a_day_and_without_end() => Assert.Equal(
        [5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440],
        Enumerable.Range(0, 11).Select(attempts => (int)TeardownRetrySweep.RestAfter(
            TimeSpan.FromMinutes(5), attempts).TotalMinutes));

    private static DateTimeOffset? LastUpTo(FollowUpTime when, string now) =>
        FollowUpTimes.LastUpTo(new FollowUp("one", when, null, "event"), Year, Anchor, Time(now));

    private static DateTimeOffset? TimeOrNull(string? text) => text is null ? null : Time(text);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
