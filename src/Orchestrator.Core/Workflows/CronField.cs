using System.Globalization;

namespace Orchestrator.Core.Workflows;

/// <summary>One field of a cron expression that names numbers: a set of those from 0 to 63.</summary>
internal static class CronField
{
    private static readonly string[] Months =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>The numbers as bits; null where the text is none such.</summary>
    /// <param name="text">Numbers or names, ranges, steps, in a list: <c>1-5,10/15</c>.</param>
    /// <param name="least">The least number.</param>
    /// <param name="most">The greatest one.</param>
    public static ulong? Parse(string text, int least, int most)
    {
        var bits = 0UL;
        foreach (var part in text.Split(','))
        {
            if (Part(part, least, most) is not { } some)
                return null;
            bits |= some;
        }

        return bits;
    }

    /// <summary>The number of a day's or month's name, or of digits; null where it is neither.</summary>
    public static int? Number(string text, int least, int most)
    {
        var names = most == 12 ? Months : most == 7 ? Days : [];
        var name = Array.FindIndex(names, one => string.Equals(one, text, StringComparison.OrdinalIgnoreCase));
        if (name >= 0)
            return name + (most == 12 ? 1 : 0);

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most ? number : null;
    }

    private static ulong? Part(string part, int least, int most)
    {
        var slash = part.Split('/');
        var step = 1;
        if (slash.Length > 2 || (slash.Length == 2 && (!int.TryParse(slash[1], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step < 1 || step > most)))
            return null;

        int? first, last;
        if (slash[0] is "*" or "?")
        {
            (first, last) = (least, most == 7 ? 6 : most);
        }
        else
        {
            var ends = slash[0].Split('-');
            first = Number(ends[0], least, most);
            last = ends.Length == 1 ? (slash.Length == 2 ? most : first) : ends.Length == 2 ? Number(ends[1], least, most) : null;
        }

        if (first is not { } from || last is not { } to)
            return null;

        var bits = 0UL;
        var range = most - least + (most == 7 ? 0 : 1);
        if (to < from)
            to += range;
        for (var number = from; number <= to; number += step)
            bits |= 1UL << (number > most ? number - range : number);
        return bits;
    }
}
