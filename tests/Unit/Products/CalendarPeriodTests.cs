using Orchestrator.Core.Products;

namespace Orchestrator.Tests.Unit.Products;

public sealed class CalendarPeriodTests
{
    [Theory]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("P14D")]
    [InlineData("P2W")]
    [InlineData("P1Y6M2W3D")]
    [InlineData("P100Y")]
    public void A_period_is_written_as_it_was_read(string text) =>
        Assert.Equal(text, CalendarPeriod.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("P0D")]
    [InlineData("PT1H")]
    [InlineData("P1DT1H")]
    [InlineData("P1.5M")]
    [InlineData("-P1M")]
    [InlineData("p1m")]
    [InlineData("P1M1Y")]
    [InlineData("P101Y")]
    [InlineData("P9999999D")]
    [InlineData("1M")]
    public void What_is_no_period_is_refused(string text) => Assert.False(CalendarPeriod.TryParse(text, out _));

    [Fact]
    public void Months_are_counted_from_the_start_so_that_the_31st_stays_the_31st_where_there_is_one()
    {
        var start = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
        var month = CalendarPeriod.Parse("P1M");

        Assert.Equal(
            ["02-28", "03-31", "04-30", "05-31"],
            Enumerable.Range(1, 4).Select(times => month.AddTo(start, times).ToString("MM-dd")));
        Assert.Equal(start.AddYears(1), CalendarPeriod.Parse("P1Y").AddTo(start, 1));
        Assert.Equal(start.AddDays(-28), CalendarPeriod.Parse("P2W").AddTo(start, -2));
    }

    [Fact]
    public void A_leap_day_comes_back_every_fourth_year()
    {
        var start = new DateTimeOffset(2028, 2, 29, 0, 0, 0, TimeSpan.Zero);
        var year = CalendarPeriod.Parse("P1Y");

        Assert.Equal(new DateTimeOffset(2029, 2, 28, 0, 0, 0, TimeSpan.Zero), year.AddTo(start, 1));
        Assert.Equal(new DateTimeOffset(2032, 2, 29, 0, 0, 0, TimeSpan.Zero), year.AddTo(start, 4));
    }
}
