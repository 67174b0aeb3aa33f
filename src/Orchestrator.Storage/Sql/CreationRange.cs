using Orchestrator.Core.Sagas;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>
/// Times of creation as ids: an id begins with the milliseconds since 2020, so its own index finds them. Within the
/// millisecond of a bound the time of the first event decides, to the microsecond.
/// </summary>
internal static class CreationRange
{
    private const int MillisecondBits = 42;
    private static readonly long EpochTicks = ActivationId.Time(0).UtcTicks;
    private static readonly long IdsPerMillisecond = ActivationId.First(ActivationId.Time(0).AddMilliseconds(1), 0);

    /// <param name="id">The column that has the activation's id.</param>
    public static void AddAfter(SqlQuery sql, List<string> conditions, string id, DateTimeOffset time)
    {
        var millisecond = Floor(time);
        sql.With("least", FirstOf(millisecond)).With(
            "surelyAfter", FirstOf(millisecond + 1)).With("after", StoredTime.Of(time));
        conditions.Add($"{id} >= @least and ({id} >= @surelyAfter or {FirstTime(id)} > @after)");
    }

    /// <param name="id">The column that has the activation's id.</param>
    public static void AddBefore(SqlQuery sql, List<string> conditions, string id, DateTimeOffset time)
    {
        var millisecond = Floor(time);
        sql.With("bound", FirstOf(millisecond + 1)).With(
            "surelyBefore", FirstOf(millisecond)).With("before", StoredTime.RoundedUp(time));
        conditions.Add($"{id} < @bound and ({id} < @surelyBefore or {FirstTime(id)} < @before)");
    }

    private static string FirstTime(string id) => $"(select min(j.time) from journal j where j.activation = {id})";

    private static long Floor(DateTimeOffset time) =>
        (long)Math.Floor((decimal)(time.UtcTicks - EpochTicks) / TimeSpan.TicksPerMillisecond);

    private static long FirstOf(long millisecond) =>
        Math.Clamp(millisecond, 0, (1L << MillisecondBits) - 1) * IdsPerMillisecond;
}
