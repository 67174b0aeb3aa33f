namespace Orchestrator.Core.Products;

/// <summary>
/// One of the terms of a service, which follow one another from when it first worked. Each is counted from there, and
/// not from the end of the one before: what began on 31 January ends on 28 February, on 31 March, on 30 April. In UTC.
/// </summary>
/// <param name="Number">From 0.</param>
/// <param name="Start">When it begins; it belongs to the term.</param>
/// <param name="End">When the next one begins; the end of time where none does before the year 10000.</param>
public readonly record struct Term(int Number, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>A month and a year are at least as long, and not much longer, as so many days.</summary>
    private const double DaysOfMonth = 31;

    /// <summary>The term that runs at a time; the first one where that is before all terms.</summary>
    /// <param name="anchor">When the service first worked.</param>
    /// <param name="length">Of a term.</param>
    /// <param name="time">Which term is asked for.</param>
    public static Term At(DateTimeOffset anchor, CalendarPeriod length, DateTimeOffset time)
    {
        var start = anchor.ToUniversalTime();
        if (time < start)
            return new Term(0, start, Edge(start, length, 1));

        // Never too many: no term is longer, and one less for what is lost where a time becomes a fraction of days. The
        // rest is walked: one step in sixty for months, one for days.
        var longest = (((length.Years * 12) + length.Months) * DaysOfMonth) + (length.Weeks * 7) + length.Days;
        var number = Math.Max(0, (int)((time - start).TotalDays / longest) - 1);
        while (Edge(start, length, number + 1) <= time && Edge(start, length, number + 1) < DateTimeOffset.MaxValue)
            number++;

        return new Term(number, Edge(start, length, number), Edge(start, length, number + 1));
    }

    private static DateTimeOffset Edge(DateTimeOffset start, CalendarPeriod length, int number)
    {
        try
        {
            return length.AddTo(start, number);
        }
        catch (ArgumentOutOfRangeException)
        {
            return DateTimeOffset.MaxValue;
        }
    }
}
