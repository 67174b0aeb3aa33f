using Orchestrator.Core.Sagas;

namespace Orchestrator.Storage.Sql;

/// <summary>Times of creation as ids: an id begins with the milliseconds since 2020, so its own index finds them.</summary>
internal static class CreationRange
{
    private const int MillisecondBits = 42;
    private static readonly long EpochTicks = ActivationId.Time(0).UtcTicks;
    private static readonly long IdsPerMillisecond = ActivationId.First(ActivationId.Time(0).AddMilliseconds(1), 0);

    /// <summary>The least id that was created after a time.</summary>
    public static long After(DateTimeOffset time) => FirstOf(Floor(time) + 1);

    /// <summary>The least id that was not created before a time.</summary>
    public static long NotBefore(DateTimeOffset time) =>
        FirstOf((time.UtcTicks - EpochTicks) % TimeSpan.TicksPerMillisecond == 0 ? Floor(time) : Floor(time) + 1);

    private static long Floor(DateTimeOffset time) =>
        (long)Math.Floor((decimal)(time.UtcTicks - EpochTicks) / TimeSpan.TicksPerMillisecond);

    private static long FirstOf(long millisecond) =>
        Math.Clamp(millisecond, 0, (1L << MillisecondBits) - 1) * IdsPerMillisecond;
}
