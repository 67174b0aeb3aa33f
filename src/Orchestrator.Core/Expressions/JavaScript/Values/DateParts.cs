namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>
/// Years, months and days of a time, by the Gregorian calendar in both directions (ECMA-262, 21.4.1).
/// </summary>
internal readonly struct DateParts
{
    public const double DayLength = 86_400_000;

    /// <summary>The furthest time from 1970 that is one.</summary>
    private const double TimeMax = 8.64e15;

    public DateParts(double time)
    {
        var days = (long)Math.Floor(time / DayLength);
        var clock = (int)(time - (days * DayLength));
        (Hour, Minute, Second, Millisecond) = (clock / 3_600_000, clock / 60_000 % 60, clock / 1_000 % 60,
            clock % 1_000);
        Weekday = (int)((((days + 4) % 7) + 7) % 7);

        // Days since the first of March of the year 0, in eras of 400 years, which are all alike.
        var shifted = days + 719_468;
        var era = Math.DivRem(shifted - (shifted < 0 ? 146_096 : 0), 146_097).Quotient;
        var day = (int)(shifted - (era * 146_097));
        var year = (day - (day / 1_460) + (day / 36_524) - (day / 146_096)) / 365;
        var dayOfYear = day - ((365 * year) + (year / 4) - (year / 100));
        var month = ((5 * dayOfYear) + 2) / 153;
        Day = dayOfYear - (((153 * month) + 2) / 5) + 1;
        Month = month < 10 ? month + 2 : month - 10;
        Year = (int)(year + (era * 400) + (Month <= 1 ? 1 : 0));
    }

    public int Year { get; }

    /// <summary>From 0.</summary>
    public int Month { get; }

    public int Day { get; }

    public int Hour { get; }

    public int Minute { get; }

    public int Second { get; }

    public int Millisecond { get; }

    /// <summary>From Sunday, 0.</summary>
    public int Weekday { get; }

    /// <summary>Days since 1970; months and days may be beyond their year and month.</summary>
    public static double DayOf(double year, double month, double day)
    {
        year += Math.Floor(month / 12);
        month -= Math.Floor(month / 12) * 12;
        if (!(Math.Abs(year) < 400_000))
            return double.NaN;

        var shifted = (long)year - (month < 2 ? 1 : 0);
        var era = (shifted >= 0 ? shifted : shifted - 399) / 400;
        var yearOfEra = shifted - (era * 400);
        var dayOfYear = ((153 * ((int)month + (month > 1 ? -2 : 10))) + 2) / 5;
        return (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (
            yearOfEra / 100) + dayOfYear - 719_468 + day - 1;
    }

    public static int DaysIn(int year, int month) =>
        (int)(DayOf(year, month + 1, 1) - DayOf(year, month, 1));

    /// <summary>NaN where it is too far away.</summary>
    public static double Time(double year, double month, double day, double hour, double minute, double second,
        double millisecond)
    {
        var whole = DayOf(Math.Truncate(year), Math.Truncate(month), 1) + Math.Truncate(day) - 1;
        var time = (whole * DayLength) + (Math.Truncate(hour) * 3_600_000) + (Math.Truncate(minute) * 60_000)
            + (Math.Truncate(second) * 1_000) + Math.Truncate(millisecond);
        return Clipped(time);
    }

    public static double Clipped(double time) =>
        Math.Abs(time) <= TimeMax ? Math.Truncate(time) + 0.0 : double.NaN;
}
