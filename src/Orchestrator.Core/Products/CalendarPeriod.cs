using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestrator.Core.Products;

/// <summary>
/// A span of the calendar, as ISO 8601 writes it without times: <c>P1M</c>, <c>P1Y</c>, <c>P14D</c>, <c>P2W</c>. One day
/// to a hundred years. Kept as it was written: P14D and P2W are as long, and not equal.
/// </summary>
public readonly partial record struct CalendarPeriod
{
    private const int YearsMax = 100;
    private const int DaysMax = YearsMax * 366;

    private CalendarPeriod(int years, int months, int weeks, int days) =>
        (Years, Months, Weeks, Days) = (years, months, weeks, days);

    /// <summary>0 to 100.</summary>
    public int Years { get; }

    /// <summary>Beside the years; 0 to 1,200.</summary>
    public int Months { get; }

    /// <summary>0 to 5,228.</summary>
    public int Weeks { get; }

    /// <summary>Beside the weeks; 0 to 36,600.</summary>
    public int Days { get; }

    /// <exception cref="FormatException">The text is no period of one day to a hundred years.</exception>
    public static CalendarPeriod Parse(string text) => TryParse(text, out var period)
        ? period
        : throw new FormatException(
            $"'{text}' is no period of the calendar. Write it as ISO 8601 does, without times: P1M, P1Y, P14D, P2W.");

    /// <summary>Upper case, without times and fractions; together one day to a hundred years.</summary>
    public static bool TryParse(string? text, out CalendarPeriod period)
    {
        period = default;
        if (text is null || Iso().Match(text) is not { Success: true, Groups: var parts })
            return false;

        var (years, months) = (Part(parts, "y"), Part(parts, "m"));
        var (weeks, days) = (Part(parts, "w"), Part(parts, "d"));
        var monthsInAll = (years * 12L) + months;
        var daysInAll = (weeks * 7L) + days;
        if (monthsInAll > YearsMax * 12 || daysInAll > DaysMax || monthsInAll + daysInAll == 0)
            return false;

        period = new CalendarPeriod(years, months, weeks, days);
        return true;
    }

    /// <summary>
    /// So many periods after a start. Counted from the start, and not from the end of the last one, so that what began
    /// on a 31st is due on the 31st again where the month has one, and on its last day elsewhere. Months and years first,
    /// weeks and days then; the time of day and the offset stay.
    /// </summary>
    /// <param name="start">When the first one begins.</param>
    /// <param name="times">How many; negative goes back.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not in the years 1 to 9999.</exception>
    public DateTimeOffset AddTo(DateTimeOffset start, int times) =>
        start.AddMonths(checked(times * ((Years * 12) + Months))).AddDays((double)times * ((Weeks * 7) + Days));

    /// <summary>As it was written.</summary>
    public override string ToString() =>
        string.Concat("P", Text(Years, 'Y'), Text(Months, 'M'), Text(Weeks, 'W'), Text(Days, 'D'));

    private static int Part(GroupCollection parts, string name) => parts[name] is { Success: true } part
        ? int.Parse(part.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
        : 0;

    private static string Text(int count, char unit) =>
        count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");

    [GeneratedRegex(
        "^P((?<y>[0-9]{1,6})Y)?((?<m>[0-9]{1,6})M)?((?<w>[0-9]{1,6})W)?((?<d>[0-9]{1,6})D)?$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();
}
