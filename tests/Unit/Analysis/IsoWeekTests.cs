using Orchestrator.Engine.Analysis;

namespace Orchestrator.Tests.Unit.Analysis;

public sealed class IsoWeekTests
{
    [Theory]
    [InlineData("2026-11-16T00:00:00Z", "2026-W47")]
    [InlineData("2026-11-15T23:59:59.9999999Z", "2026-W46")]
    [InlineData("2027-01-03T12:00:00Z", "2026-W53")]
    [InlineData("2027-01-04T00:00:00Z", "2027-W01")]
    [InlineData("2024-12-30T00:00:00Z", "2025-W01")]
    [InlineData("2026-11-16T00:30:00+02:00", "2026-W46")]
    public void A_week_is_that_of_the_standard_in_UTC(string time, string week) =>
        Assert.Equal(week, IsoWeek.Of(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Weeks_follow_each_other()
    {
        var first = IsoWeek.NumberOf(new(2026, 12, 28, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(
            ["2026-W53", "2027-W01", "2027-W02"], Enumerable.Range(first, 3).Select(IsoWeek.Name));
    }
}
