using System.Globalization;

namespace Orchestrator.Core.Expressions.Liquid.Filters;

/// <summary>
/// Dates, given as text, or as seconds since 1970, written in a format of strftime; all in UTC. The words now and today
/// are the time of the transition. What is no date gives nothing.
/// </summary>
internal static class DateFilter
{
    private static readonly string[] ShortForms = ["yyyy-MM", "yyyy"];

    public static IEnumerable<(string Name, LiquidFilter Filter)> All => [("date", new(0, 1, Apply))];

    private static LiquidValue Apply(LiquidValue value, FilterArguments arguments)
    {
        if (Time(value, arguments.Rendering) is not { } time)
            return LiquidValue.Nil;

        // Without a format, it is written as .NET does it in UTC.
        var format = arguments[0].IsNil ? "%Y-%m-%d %H:%M:%SZ" : arguments.Text(0);
        return LiquidValue.Of(new DateFormat(time, arguments.Rendering.NewText()).Write(format));
    }

    private static DateTime? Time(LiquidValue value, Rendering rendering) => value.Kind switch
    {
        LiquidKind.Number => OfSeconds(value.Number),
        LiquidKind.Text when value.Text is "now" or "today" => rendering.Scope.Facts.Now?.UtcDateTime
            ?? throw new LiquidFailure("There is no time here."),
        LiquidKind.Text => OfText(value.Text!),
        _ => null,
    };

    private static DateTime? OfSeconds(decimal seconds)
    {
        var least = (decimal)(DateTime.MinValue - DateTime.UnixEpoch).TotalSeconds;
        var most = (decimal)(DateTime.MaxValue - DateTime.UnixEpoch).TotalSeconds - 1;
        return seconds >= least && seconds <= most
            ? DateTime.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;
    }

    private static DateTime? OfText(string text)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
            | DateTimeStyles.NoCurrentDateDefault;
        return DateTime.TryParseExact(text, ShortForms, CultureInfo.InvariantCulture, Utc, out var time)
            || DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out time)
                ? time
                : null;
    }
}
