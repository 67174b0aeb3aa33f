using System.Globalization;
using Orchestrator.Core.Products;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Tests.Unit.Scheduling;

/// <summary>The nine combinations of the policies of use and payment, and what they are counted from.</summary>
public sealed class CancellationRuleTests
{
    private const string Active = "2026-01-31T10:00:00Z";
    private const string Now = "2026-03-10T12:00:00Z";
    private const string TermEnd = "2026-03-31T10:00:00Z";
    private const string Date = "2026-06-15T00:00:00Z";

    [Theory]
    [InlineData(CancellationEnd.AtOnce, CancellationEnd.AtOnce, Now, Now)]
    [InlineData(CancellationEnd.AtOnce, CancellationEnd.EndOfTerm, Now, TermEnd)]
    [InlineData(CancellationEnd.AtOnce, CancellationEnd.Date, Now, Date)]
    [InlineData(CancellationEnd.EndOfTerm, CancellationEnd.AtOnce, TermEnd, Now)]
    [InlineData(CancellationEnd.EndOfTerm, CancellationEnd.EndOfTerm, TermEnd, TermEnd)]
    [InlineData(CancellationEnd.EndOfTerm, CancellationEnd.Date, TermEnd, Date)]
    [InlineData(CancellationEnd.Date, CancellationEnd.AtOnce, Date, Now)]
    [InlineData(CancellationEnd.Date, CancellationEnd.EndOfTerm, Date, TermEnd)]
    [InlineData(CancellationEnd.Date, CancellationEnd.Date, Date, Date)]
    public void Use_and_payment_end_as_the_product_says_each(
        CancellationEnd entitlement, CancellationEnd billing, string useEnds, string paymentEnds)
    {
        var policy = new CancellationPolicy(entitlement, billing) { Term = CalendarPeriod.Parse("P1M") };

        var dates = CancellationRule.Dates(policy, Time(Active), Time(Now), Time(Date));

        Assert.Equal(new CancellationDates(Time(useEnds), Time(paymentEnds)), dates);
        Assert.Equal(Time(string.CompareOrdinal(useEnds, paymentEnds) < 0 ? useEnds : paymentEnds), dates.First);
        Assert.Equal(entitlement != billing, CancellationRule.MayDiffer(policy));
        Assert.Equal(
            entitlement == CancellationEnd.Date || billing == CancellationEnd.Date, CancellationRule.NeedsDate(policy));
    }

    [Fact]
    public void Notice_for_later_keeps_to_the_term_that_runs_then()
    {
        var policy = new CancellationPolicy(CancellationEnd.EndOfTerm, CancellationEnd.AtOnce)
        {
            Term = CalendarPeriod.Parse("P1M"),
        };

        var dates = CancellationRule.Dates(policy, Time(Active), Time("2026-04-01T00:00:00Z"), null);

        Assert.Equal(
            new CancellationDates(Time("2026-04-30T10:00:00Z"), Time("2026-04-01T00:00:00Z")), dates);
    }

    [Fact]
    public void A_service_that_never_worked_has_no_term_to_keep_to()
    {
        var policy = new CancellationPolicy(CancellationEnd.EndOfTerm, CancellationEnd.EndOfTerm)
        {
            Term = CalendarPeriod.Parse("P1Y"),
        };

        Assert.Equal(
            new CancellationDates(Time(Now), Time(Now)), CancellationRule.Dates(policy, null, Time(Now), null));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
