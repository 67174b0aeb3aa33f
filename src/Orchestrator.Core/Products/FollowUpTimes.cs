namespace Orchestrator.Core.Products;

/// <summary>
/// When follow-ups are due. What was missed because no server ran is made late: what is due once, whenever that is; of
/// anniversaries the last one; what comes before a term's end as long as that term runs.
/// </summary>
public static class FollowUpTimes
{
    private static readonly CalendarPeriod Year = CalendarPeriod.Parse("P1Y");

    /// <summary>The time that a follow-up is to be made for now; null where none has come yet, or all have passed.</summary>
    /// <param name="followUp">Of the service's version of its product.</param>
    /// <param name="term">Of the product; null where it has none.</param>
    /// <param name="anchor">When the service first worked.</param>
    /// <param name="now">Until when.</param>
    public static DateTimeOffset? LastUpTo(
        FollowUp followUp, CalendarPeriod? term, DateTimeOffset anchor, DateTimeOffset now) => followUp.When switch
        {
            FollowUpTime.After after => Come(after.Period.AddTo(anchor.ToUniversalTime(), 1), now),
            FollowUpTime.BeforeTermEnd before when term is { } length => Come(Before(before.Period, length, anchor, now), now),
            FollowUpTime.EachAnniversary when Term.At(anchor, Year, now) is { Number: > 0 } year => year.Start,
            _ => null,
        };

    /// <summary>Never before the term has begun, however long before its end.</summary>
    private static DateTimeOffset Before(
        CalendarPeriod period, CalendarPeriod length, DateTimeOffset anchor, DateTimeOffset now)
    {
        var term = Term.At(anchor, length, now);
        if (term.End == DateTimeOffset.MaxValue)
            return term.End;

        var due = period.AddTo(term.End, -1);
        return due < term.Start ? term.Start : due;
    }

    private static DateTimeOffset? Come(DateTimeOffset due, DateTimeOffset now) => due <= now ? due : null;
}
