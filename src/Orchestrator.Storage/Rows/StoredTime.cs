namespace Orchestrator.Storage.Rows;

/// <summary>
/// Times as microseconds since 1970: eight bytes, in the same order as the times, the same in both databases.
/// </summary>
internal static class StoredTime
{
    public static long Of(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long? OrNull(DateTimeOffset? time) => time is { } known ? Of(known) : null;

    /// <summary>The first whole microsecond that is not before a time.</summary>
    public static long RoundedUp(DateTimeOffset time) =>
        Of(time) + (time.UtcTicks % TimeSpan.TicksPerMicrosecond == 0 || time < DateTimeOffset.UnixEpoch ? 0 : 1);

    public static DateTimeOffset Read(long microseconds) =>
        new(DateTimeOffset.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
