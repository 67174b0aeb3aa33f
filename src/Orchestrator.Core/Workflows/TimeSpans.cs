using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestrator.Core.Workflows;

/// <summary>
/// Time spans as definitions write them: <c>[d.]hh:mm:ss[.f]</c>, or ISO 8601 (<c>P1DT2H</c>, <c>PT90S</c>).
/// </summary>
public static partial class TimeSpans
{
    /// <summary>Years and months have no fixed length, and are refused.</summary>
    public static bool TryParse(string? text, out TimeSpan span)
    {
        span = default;
        if (string.IsNullOrWhiteSpace(text) || text.Length > 64)
            return false;

        text = text.Trim();
        if (text[0] is 'P' or 'p')
            return TryParseIso(text, out span);

        // .NET alone would take 25:00:00 for 25 days, and 5 for 5 days.
        return Clock().IsMatch(text) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out span);
    }

    private static bool TryParseIso(string text, out TimeSpan span)
    {
        span = default;
        var match = Iso().Match(text);
        if (!match.Success || text.EndsWith('T') || text.EndsWith('t') || text.Length < 3)
            return false;

        var seconds = (Part(match, "w") * 7 * 86_400) + (Part(match, "d") * 86_400)
            + (Part(match, "h") * 3_600) + (Part(match, "m") * 60) + Part(match, "s");
        if (seconds > TimeSpan.MaxValue.TotalSeconds - 1)
            return false;

        span = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static double Part(Match match, string name) =>
        match.Groups[name] is { Success: true } part ? double.Parse(part.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^-?([0-9]+\.)?([01]?[0-9]|2[0-3]):[0-5]?[0-9](:[0-5]?[0-9](\.[0-9]{1,7})?)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Clock();

    [GeneratedRegex(
        @"^P(?:(?<w>[0-9]+)W)?(?:(?<d>[0-9]+)D)?(?:T(?:(?<h>[0-9]+)H)?(?:(?<m>[0-9]+)M)?(?:(?<s>[0-9]+(?:\.[0-9]+)?)S)?)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();
}
