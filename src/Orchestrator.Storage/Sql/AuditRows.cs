using System.Data.Common;
using System.Text.Json;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>Rows of audits and their parts.</summary>
internal static class AuditRows
{
    public const string RunColumns =
        "select number, state, adapters, actor, reason, create_time, end_time, owner from audit_runs ";

    private const string PartColumns =
        "select audit, name, state, message, listed, held, found, unsettled, resolved, start_time, end_time "
        + "from audit_parts ";

    public static AuditRun ReadRun(DbDataReader row) => new(
        row.GetInt64(0),
        (AuditState)row.GetInt32(1),
        JsonSerializer.Deserialize<string[]>(row.GetString(2))!,
        row.GetString(3),
        row.GetString(4),
        StoredTime.Read(row.GetInt64(5)))
    {
        EndTime = TimeOrNull(row, 6),
        Owner = row.GetString(7),
    };

    public static async Task<IReadOnlyList<AuditRun>> WithPartsAsync(
        IDatabase database, IReadOnlyList<AuditRun> runs, CancellationToken cancellation)
    {
        if (runs.Count == 0)
            return runs;

        var query = new SqlQuery(PartColumns + $"where {database.AnyOf("audit", "audits")} order by audit, name")
            .With("audits", runs.Select(static run => run.Number).ToArray());
        var parts = (await database.QueryAsync(
            query, static row => (Audit: row.GetInt64(0), Part: ReadPart(row)), cancellation).ConfigureAwait(false))
            .ToLookup(static one => one.Audit, static one => one.Part);
        return [.. runs.Select(run => run with { Parts = [.. parts[run.Number]] })];
    }

    public static SqlQuery Put(long audit, AuditPart part) => new SqlQuery(
        """
        insert into audit_parts
            (audit, name, state, message, listed, held, found, unsettled, resolved, start_time, end_time)
        values (@audit, @name, @state, @message, @listed, @held, @found, @unsettled, @resolved, @start, @end)
        on conflict (audit, name) do update set state = excluded.state, message = excluded.message,
            listed = excluded.listed, held = excluded.held, found = excluded.found, unsettled = excluded.unsettled,
            resolved = excluded.resolved, start_time = excluded.start_time, end_time = excluded.end_time
        """)
        .With("audit", audit)
        .With("name", StoredText.Of(part.Name))
        .With("state", (int)part.State)
        .With("message", StoredText.Of(part.Message))
        .With("listed", part.Listed)
        .With("held", part.Held)
        .With("found", part.Found)
        .With("unsettled", part.Unsettled)
        .With("resolved", part.Resolved)
        .With("start", OrNull(part.StartTime))
        .With("end", OrNull(part.EndTime));

    public static object? OrNull(DateTimeOffset? time) => time is { } known ? StoredTime.Of(known) : null;

    public static DateTimeOffset? TimeOrNull(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : StoredTime.Read(row.GetInt64(column));

    private static AuditPart ReadPart(DbDataReader row) => new(row.GetString(1), (AuditState)row.GetInt32(2))
    {
        Message = row.GetString(3),
        Listed = row.GetInt64(4),
        Held = row.GetInt64(5),
        Found = row.GetInt64(6),
        Unsettled = row.GetInt64(7),
        Resolved = row.GetInt64(8),
        StartTime = TimeOrNull(row, 9),
        EndTime = TimeOrNull(row, 10),
    };
}
