using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Orchestrator.Cli.Arguments;

/// <summary>
/// Points in time as people write them: 2026-08-22T14:00:00Z, 2026-08-22 14:00 (local time), or from now: +2h, -30m.
/// </summary>
internal static class Moments
{
    private static readonly string[] Formats =
        ["yyyy-MM-ddK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <exception cref="UsageException">It is no point in time.</exception>
    public static Timestamp Parse(string text, TimeProvider time)
    {
        if (text is ['+' or '-', .. var length] && Durations.TryParse(length, out var duration))
        {
            var now = time.GetUtcNow();
            return Timestamp.FromDateTimeOffset(text[0] == '+' ? now + duration : now - duration);
        }

        var written = text.Replace(' ', 'T');
        if (DateTime.TryParseExact(
                written, Formats, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)
            && !(moment.Kind == DateTimeKind.Unspecified && time.LocalTimeZone.IsInvalidTime(moment)))
        {
            return Timestamp.FromDateTime(moment.Kind == DateTimeKind.Unspecified
                ? TimeZoneInfo.ConvertTimeToUtc(moment, time.LocalTimeZone)
                : moment.ToUniversalTime());
        }

        throw new UsageException(
            $"'{text}' is no point in time. Write it as 2026-08-22T14:00:00Z, as 2026-08-22 14:00 (local time), "
                + "or as +2h.");
    }
}
