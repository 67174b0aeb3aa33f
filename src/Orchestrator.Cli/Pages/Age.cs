using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Orchestrator.Cli.Pages;

/// <summary>Times as people tell them.</summary>
internal static class Age
{
    /// <summary>5m, or in 5m for what is to come; empty where there is no time.</summary>
    public static string Of(Timestamp? moment, DateTimeOffset now)
    {
        if (moment is null) return "";
        var age = now - moment.ToDateTimeOffset();
        return age < TimeSpan.Zero ? "in " + Length(-age) : Length(age);
    }

    /// <summary>The date and time, in the reader's time zone, with the age.</summary>
    public static string Full(Timestamp? moment, TimeProvider time)
    {
        if (moment is null) return "";
        var now = time.GetUtcNow();
        var local = TimeZoneInfo.ConvertTime(moment.ToDateTimeOffset(), time.LocalTimeZone);
        var age = Of(moment, now);
        var relative = age.StartsWith("in ", StringComparison.Ordinal) ? age : age + " ago";
        return local.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture) + $" ({relative})";
    }

    /// <summary>How long something took, or has taken until now.</summary>
    public static string Between(Timestamp? start, Timestamp? end, DateTimeOffset now)
    {
        if (start is null) return "";
        var length = (end?.ToDateTimeOffset() ?? now) - start.ToDateTimeOffset();
        return Length(length < TimeSpan.Zero ? TimeSpan.Zero : length);
    }

    /// <summary>120ms, 2.1s, 45s, 5m, 3h, 12d, 2y: two figures, and no more than are true.</summary>
    public static string Length(TimeSpan length)
    {
        if (length < TimeSpan.FromSeconds(1)) return Rounded(length.TotalMilliseconds, "ms");
        if (length < TimeSpan.FromSeconds(10)) return Math.Floor(length.TotalSeconds * 10) is var tenths
            && tenths % 10 == 0
            ? Rounded(tenths / 10, "s")
            : (tenths / 10).ToString("0.0", CultureInfo.InvariantCulture) + "s";
        if (length < TimeSpan.FromMinutes(2)) return Rounded(length.TotalSeconds, "s");
        if (length < TimeSpan.FromHours(2)) return Rounded(length.TotalMinutes, "m");
        if (length < TimeSpan.FromDays(2)) return Rounded(length.TotalHours, "h");
        return length < TimeSpan.FromDays(730) ? Rounded(length.TotalDays, "d") : Rounded(length.TotalDays / 365, "y");
    }

    private static string Rounded(double amount, string unit) =>
        Math.Floor(amount).ToString(CultureInfo.InvariantCulture) + unit;
}
