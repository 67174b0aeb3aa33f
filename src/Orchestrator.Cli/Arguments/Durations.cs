using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestrator.Cli.Arguments;

/// <summary>Lengths of time as people write them: 30s, 5m, 1h30m, 500ms, 2d; a bare number is seconds.</summary>
internal static partial class Durations
{
    public static readonly TimeSpan Max = TimeSpan.FromDays(3650);

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return Add(ref duration, seconds);
        }

        if (!Whole().IsMatch(text)) return false;
        foreach (Match part in Part().Matches(text))
        {
            var amount = double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture);
            if (!Add(ref duration, amount * Seconds(part.Groups[2].Value))) return false;
        }

        return true;
    }

    /// <exception cref="UsageException">It is no length of time.</exception>
    public static TimeSpan Parse(string text) => TryParse(text, out var duration)
        ? duration
        : throw new UsageException($"'{text}' is no length of time. Write it as 30s, 5m, 1h30m or 2d.");

    private static bool Add(ref TimeSpan duration, double seconds)
    {
        if (!double.IsFinite(seconds) || seconds > Max.TotalSeconds) return false;
        duration += TimeSpan.FromSeconds(seconds);
        return duration <= Max;
    }

    private static double Seconds(string unit) => unit switch
    {
        "ms" => 0.001,
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => 86400,
    };

    [GeneratedRegex(@"^(\d+(\.\d+)?(ms|s|m|h|d))+$", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"(\d+(?:\.\d+)?)(ms|s|m|h|d)", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
