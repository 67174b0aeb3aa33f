using System.Globalization;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>Dates as ISO 8601 has them, and with a blank for the T.</summary>
internal static class IsoText
{
    public static bool TryParse(string text, out double time)
    {
        time = 0;
        var at = 0;
        var sign = text.Length > 0 && text[0] is '+' or '-' ? text[at++] : default;
        if (!Digits(text, ref at, sign == default ? 4 : 6, out var year))
            return false;
        if (sign == '-' && year == 0)
            return false;

        int month = 1, day = 1;
        if (Takes(text, ref at, '-') && (!Digits(text, ref at, 2, out month) || (Takes(text, ref at, '-')
            && !Digits(text, ref at, 2, out day))))
            return false;

        double clock = 0;
        var isUtc = true;
        if (at < text.Length && !Clock(text, ref at, out clock, out isUtc))
            return false;
        if (at != text.Length || month is < 1 or > 12 || day < 1
            || day > DateParts.DaysIn(sign == '-' ? -year : year, month - 1))
            return false;

        // Without a zone it would be the machine's: here that is UTC.
        _ = isUtc;
        time = (DateParts.DayOf(sign == '-' ? -year : year, month - 1, day) * DateParts.DayLength) + clock;
        return true;
    }

    private static bool Clock(string text, ref int at, out double clock, out bool hasZone)
    {
        (clock, hasZone) = (0, false);
        if (text[at] is not ('T' or 't' or ' '))
            return false;

        at++;
        var (second, millisecond) = (0, 0.0);
        if (!Digits(text, ref at, 2, out var hour) || !Takes(text, ref at, ':')
            || !Digits(text, ref at, 2, out var minute))
            return false;
        if (Takes(text, ref at, ':') && !Digits(text, ref at, 2, out second))
            return false;
        if (at < text.Length && text[at] is '.' or ',')
        {
            var start = at + 1;
            while (++at < text.Length && char.IsAsciiDigit(text[at]))
            {
            }

            if (!double.TryParse($"0.{text[start..at]}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var fraction) || at == start)
                return false;
            millisecond = Math.Floor(fraction * 1_000 + 1e-9);
        }

        if (hour > 24 || minute > 59 || second > 59 || (hour == 24 && (minute > 0 || second > 0 || millisecond > 0)))
            return false;

        clock = (((hour * 60.0) + minute) * 60_000) + (second * 1_000) + millisecond;
        return Zone(text, ref at, ref clock, out hasZone);
    }

    private static bool Zone(string text, ref int at, ref double clock, out bool hasZone)
    {
        hasZone = at < text.Length;
        if (!hasZone || Takes(text, ref at, 'Z') || Takes(text, ref at, 'z'))
            return true;

        var sign = text[at++];
        if (sign is not ('+' or '-') || !Digits(text, ref at, 2, out var hours))
            return false;
        Takes(text, ref at, ':');
        if (!Digits(text, ref at, 2, out var minutes) || hours > 23 || minutes > 59)
            return false;

        clock -= (sign == '-' ? -1 : 1) * ((hours * 60) + minutes) * 60_000.0;
        return true;
    }

    private static bool Takes(string text, ref int at, char letter)
    {
        if (at >= text.Length || text[at] != letter)
            return false;
        at++;
        return true;
    }

    private static bool Digits(string text, ref int at, int count, out int number)
    {
        number = 0;
        for (var end = at + count; at < end; at++)
        {
            if (at >= text.Length || !char.IsAsciiDigit(text[at]))
                return false;
            number = (number * 10) + text[at] - '0';
        }

        return true;
    }
}
