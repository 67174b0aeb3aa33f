using Orchestrator.Core.Products;

namespace Orchestrator.Tests.Unit.Scheduling;

public sealed class TermTests
{
    [Theory]
    [InlineData("2026-01-31T10:00:00Z", "P1M", "2026-02-15T00:00:00Z", 0, "2026-01-31T10:00:00Z", "2026-02-28T10:00:00Z")]
    [InlineData("2026-01-31T10:00:00Z", "P1M", "2026-02-28T10:00:00Z", 1, "2026-02-28T10:00:00Z", "2026-03-31T10:00:00Z")]
    [InlineData("2026-01-31T10:00:00Z", "P1M", "2026-04-30T09:59:59Z", 2, "2026-03-31T10:00:00Z", "2026-04-30T10:00:00Z")]
    [InlineData("2024-02-29T00:00:00Z", "P1Y", "2025-06-01T00:00:00Z", 1, "2025-02-28T00:00:00Z", "2026-02-28T00:00:00Z")]
    [InlineData("2024-02-29T00:00:00Z", "P1Y", "2028-02-29T00:00:00Z", 4, "2028-02-29T00:00:00Z", "2029-02-28T00:00:00Z")]
    [InlineData("2026-01-01T00:00:00Z", "P14D", "2026-01-15T00:00:00Z", 1, "2026-01-15T00:00:00Z", "2026-01-29T00:00:00Z")]
    [InlineData("2026-03-01T00:00:00Z", "P1M", "2026-01-01T00:00:00Z", 0, "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z")]
    [InlineData("2026-01-31T23:30:00-02:00", "P1M", "2026-02-10T00:00:00Z", 0, "2026-02-01T01:30:00Z", "2026-03-01T01:30:00Z")]
    public void A_term_is_counted_from_the_start_of_the_first_by_the_calendar_in_UTC(
        string anchor, string length, string time, int number, string start, string end)
    {
        var term = Term.At(Time(anchor), CalendarPeriod.Parse(length), Time(time));

        Assert.Equal(new Term(number, Time(start), Time(end)), term);
        Assert.Equal(TimeSpan.Zero, term.End.Offset);
    }

    [Fact]
    public void Terms_follow_one_another_without_a_gap_and_never_drift_from_their_anchor()
    {
        var dice = new Random(20261123);
        string[] lengths = ["P1M", "P3M", "P1Y", "P2Y", "P14D", "P2W", "P1D", "P1M1D", "P1Y6M", "P30D"];
        for (var round = 0; round < 2_000; round++)
        {
            var anchor = Time("2000-01-01T00:00:00Z").AddMinutes(dice.Next(30 * 366 * 24 * 60));
            var length = CalendarPeriod.Parse(lengths[dice.Next(lengths.Length)]);
            var time = anchor.AddMinutes(dice.Next(60 * 366 * 24 * 60));

            var term = Term.At(anchor, length, time);

            Assert.True(term.Start <= time && time < term.End, $"{anchor:O} {length} {time:O}");
            Assert.Equal(length.AddTo(anchor, term.Number), term.Start);
            Assert.Equal(length.AddTo(anchor, term.Number + 1), term.End);
            Assert.Equal(term.Number + 1, Term.At(anchor, length, term.End).Number);
            Assert.Equal(term, Term.At(anchor, length, term.End.AddTicks(-1)));
        }
    }

    [Fact]
    public void A_term_whose_end_no_calendar_knows_does_not_end()
    {
        var term = Term.At(Time("2026-01-01T00:00:00Z"), CalendarPeriod.Parse("P100Y"), Time("9990-01-01T00:00:00Z"));

        Assert.Equal(DateTimeOffset.MaxValue, term.End);
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
