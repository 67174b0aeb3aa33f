using System.Globalization;

namespace Orchestrator.Engine.Analysis;

/// <summary>Weeks of ISO 8601, in UTC: 2026-W01 begins on the Monday of the week that has the year's 4th of January.</summary>
public static class IsoWeek
{
    private static readonly DateTime FirstMonday = new(1, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A number for the week of a time: one more for each week later.</summary>
    public static int NumberOf(DateTimeOffset time) => (int)((time.UtcTicks - FirstMonday.Ticks) / (7 * TimeSpan.TicksPerDay));

    /// <summary>2026-W47.</summary>
    public static string Name(int number)
    {
        var thursday = FirstMonday.AddDays((number * 7L) + 3);
        return string.Create(
            CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(thursday):0000}-W{ISOWeek.GetWeekOfYear(thursday):00}");
    }

    public static string Of(DateTimeOffset time) => Name(NumberOf(time));
}
