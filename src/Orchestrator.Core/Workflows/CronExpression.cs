using System.Numerics;

namespace Orchestrator.Core.Workflows;

/// <summary>
/// A calendar as Elsa writes it: second, minute, hour, day of month, month, day of week; with <c>* , - / ?</c>, names
/// of months and days, <c>L</c> (the last day, or <c>5L</c> the last Friday), <c>15W</c> (the working day nearest to
/// the 15th) and <c>1#2</c> (the second Monday). Times are in UTC.
/// </summary>
public sealed class CronExpression
{
    private const int YearsMax = 50;

    private readonly ulong _seconds;
    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _months;
    private readonly CronDays _days;

    private CronExpression(ulong seconds, ulong minutes, ulong hours, ulong months, CronDays days) =>
        (_seconds, _minutes, _hours, _months, _days) = (seconds, minutes, hours, months, days);

    /// <summary>Reads an expression.</summary>
    /// <param name="text">Six fields with blanks between them.</param>
    /// <param name="problem">What is wrong, as a sentence; empty where nothing is.</param>
    /// <returns>Null where the text is none.</returns>
    public static CronExpression? Parse(string? text, out string problem)
    {
        problem = "";
        var fields = (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 6)
        {
            problem = $"It has {fields.Length} fields, and must have 6: second, minute, hour, day of month, month, "
                + "day of week.";
            return null;
        }

        ulong?[] bits =
        [
            CronField.Parse(fields[0], 0, 59), CronField.Parse(fields[1], 0, 59), CronField.Parse(fields[2], 0, 23),
            CronField.Parse(fields[4], 1, 12),
        ];
        var days = CronDays.Parse(fields[3], fields[5], out var wrongDay);
        var wrong = Array.FindIndex(bits, field => field is null);
        if (wrong >= 0 || days is null)
        {
            var field = wrong < 0 ? wrongDay : wrong == 3 ? 4 : wrong;
            problem = $"Its field {field + 1}, '{fields[field]}', cannot be read.";
            return null;
        }

        return new(bits[0]!.Value, bits[1]!.Value, bits[2]!.Value, bits[3]!.Value, days);
    }

    /// <summary>The first time after a time; null where there is none within 50 years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var from = after.UtcDateTime;
        if (from > DateTime.MaxValue.AddYears(-YearsMax - 1))
            return null;

        from = new DateTime(from.Ticks - (from.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddSeconds(1);
        var time = from.TimeOfDay;
        for (var day = from.Date; day.Year <= from.Year + YearsMax; day = day.AddDays(1), time = TimeSpan.Zero)
        {
            if ((_months >> day.Month & 1) == 0)
            {
                day = day.AddDays(DateTime.DaysInMonth(day.Year, day.Month) - day.Day);
                continue;
            }

            if (_days.Contains(day) && TimeFrom(time) is { } found)
                return new DateTimeOffset(day + found, TimeSpan.Zero);
        }

        return null;
    }

    private TimeSpan? TimeFrom(TimeSpan time)
    {
        var (hour, minute, second) = (time.Hours, time.Minutes, time.Seconds);
        for (int? next = From(_hours, hour); next is { } at; next = From(_hours, at + 1))
        {
            if (at != hour)
                (hour, minute, second) = (at, 0, 0);
            for (int? then = From(_minutes, minute); then is { } of; then = From(_minutes, of + 1))
            {
                if (of != minute)
                    (minute, second) = (of, 0);
                if (From(_seconds, second) is { } seconds)
                    return new TimeSpan(hour, minute, seconds);
            }
        }

        return null;
    }

    private static int? From(ulong bits, int least)
    {
        var rest = least > 63 ? 0 : bits >> least << least;
        return rest == 0 ? null : BitOperations.TrailingZeroCount(rest);
    }
}
