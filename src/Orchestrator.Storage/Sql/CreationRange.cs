using Orchestrator.Core.Sagas;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>
/// Times of creation as ids: an id begins with the milliseconds since 2020, so its own index finds them. Within the millisecond of a bound the
/// time of the first event decides, to the microsecond.
/// </summary>
internal static class CreationRange
{
    private const int MillisecondBits = 42;
    private static readonly long EpochTicks = ActivationId.Time(0).UtcTicks;
    private static readonly long IdsPerMillisecond = ActivationId.First(ActivationId.Time(0).AddMilliseconds(1), 0);

    private const string FirstTime = "(select min(j.time) from journal j where j.activation = a.id)";

    public static void AddAfter(SqlQuery sql, List<string> conditions, DateTimeOffset time)
    {
        var millisecond = Floor(time);
        sql.With("least", FirstOf(millisecond)).With("surelyAfter", FirstOf(millisecond + 1)).With("after", StoredTime.Of(time));
        conditions.Add($"a.id >= @least and (a.id >= @surelyAfter or {FirstTime} > @after)");
    }

    public static void AddBefore(SqlQuery sql, List<string> conditions, DateTimeOffset time)
    {
        var millisecond = Floor(time);
        sql.With("bound", FirstOf(millisecond + 1)).With("surelyBefore", FirstOf(millisecond)).With("before", StoredTime.RoundedUp(time));
        conditions.Add($"a.id < @bound and (a.id < @surelyBefore or {FirstTime} < @before)");
    }

    private static long Floor(DateTimeOffset time) =>
        (long)Math.Floor((decimal)(time.UtcTicks - EpochTicks) / TimeSpan.TicksPerMillisecond);

    private static long FirstOf(long millisecond) =>
        Math.Clamp(millisecond, 0, (1L << MillisecondBits) - 1) * IdsPerMillisecond;
}
