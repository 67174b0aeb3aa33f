using System.Globalization;

namespace Orchestrator.Engine.Expressions;

/// <summary>Dates as ISO 8601 text.</summary>
internal static class DateText
{
    /// <param name="milliseconds">Since 1970, UTC.</param>
    /// <returns>Null where it is no date, or outside of the years 1 to 9999.</returns>
    public static string? Of(double milliseconds)
    {
        const double Least = -62_135_596_800_000;
        const double Most = 253_402_300_799_999;
        return milliseconds is >= Least and <= Most
            ? DateTime.UnixEpoch.AddMilliseconds(milliseconds).ToString(
                "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            : null;
    }
}
