using System.Globalization;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>Dates as text, in UTC whatever the machine's zone is.</summary>
internal static class DateText
{
    private static readonly string[] Formats =
    [
        "MMM d, yyyy", "MMM d, yyyy HH:mm", "MMM d, yyyy HH:mm:ss", "MMMM d, yyyy", "MMMM d, yyyy HH:mm",
        "MMMM d, yyyy HH:mm:ss",
        "d MMM yyyy", "d MMM yyyy HH:mm", "d MMM yyyy HH:mm:ss", "d MMMM yyyy", "d MMMM yyyy HH:mm:ss",
        "ddd, d MMM yyyy HH:mm:ss", "ddd MMM d yyyy", "ddd MMM d yyyy HH:mm:ss", "MMM d yyyy", "MMM d yyyy HH:mm:ss",
        "yyyy/M/d", "yyyy/M/d HH:mm", "yyyy/M/d HH:mm:ss", "M/d/yyyy", "M/d/yyyy HH:mm", "M/d/yyyy HH:mm:ss",
        "yyyy-M-d", "yyyy-M-d HH:mm", "yyyy-M-d HH:mm:ss",
    ];

    /// <summary>Null where it is no date.</summary>
    public static string? Iso(double time)
    {
        if (double.IsNaN(time))
            return null;

        var date = new DateParts(time);
        var year = date.Year is >= 0 and <= 9999
            ? date.Year.ToString("0000", CultureInfo.InvariantCulture)
            : (date.Year < 0 ? "-" : "+") + Math.Abs(date.Year).ToString("000000", CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{year}-{date.Month + 1:00}-{date.Day:00}T{date.Hour:00}:{date.Minute:00}:{date.Second:00}")
            + string.Create(CultureInfo.InvariantCulture, $".{date.Millisecond:000}Z");
    }

    /// <summary>NaN where it is no date.</summary>
    public static double Parse(string text)
    {
        var trimmed = Blanks.Trim(text);
        if (IsoText.TryParse(trimmed, out var time))
            return time;

        var offset = 0.0;
        foreach (var zone in new[] { "GMT", "UTC", "Z" })
        {
            var at = trimmed.IndexOf(zone, StringComparison.Ordinal);
            if (at <= 0)
                continue;
            offset = Offset(trimmed[(at + zone.Length)..]);
            trimmed = trimmed[..at].TrimEnd();
            break;
        }

        return DateTime.TryParseExact(
            trimmed, Formats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces,
                out var date)
            ? (date - DateTime.UnixEpoch).TotalMilliseconds - offset
            : double.NaN;
    }

    /// <summary><c>+0200</c> in milliseconds.</summary>
    private static double Offset(string text) =>
        text.Length >= 5 && text[0] is '+' or '-'
            && int.TryParse(text.AsSpan(1, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? (text[0] == '-' ? -1 : 1) * (((offset / 100) * 60) + (offset % 100)) * 60_000.0
            : 0;
}
