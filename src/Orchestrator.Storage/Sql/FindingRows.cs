using System.Data.Common;
using System.Globalization;
using Orchestrator.Engine.Auditing;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>Rows of findings.</summary>
internal static class FindingRows
{
    /// <summary>What was accepted until a time that has passed is open: parameter <c>now</c>.</summary>
    public const string StateNow = "(case when f.state = 2 and f.accepted_until <= @now then 1 else f.state end)";

    public const string Columns =
        "select f.id, f.kind, f.part, f.adapter, f.service, f.customer, f.product, f.content, " + StateNow
        + ", f.first_seen, f.last_seen, f.audit, f.resolved_time, f.accepted_until, f.fix from audit_findings f ";

    public static long PerYear(FindingMoney? money) =>
        (long)Math.Clamp(Math.Round((money?.PerYear ?? 0) * 100), 0, long.MaxValue / 2);

    public static KeptFinding Read(DbDataReader row)
    {
        var content = FindingJson.Read(row.GetString(7));
        var finding = new Finding(
            (FindingKind)row.GetInt32(1),
            row.GetString(2),
            row.GetString(3),
            content.ResourceKind,
            content.ExternalId,
            Text(row, 4))
        {
            Customer = Text(row, 5),
            Product = Text(row, 6),
            Activation = content.Activation,
            Money = content.Money,
            Summary = content.Summary,
            Evidence = content.Evidence,
        };
        return new KeptFinding(
            row.GetString(0),
            finding,
            (FindingState)row.GetInt32(8),
            StoredTime.Read(row.GetInt64(9)),
            StoredTime.Read(row.GetInt64(10)),
            row.GetInt64(11))
        {
            ResolvedTime = AuditRows.TimeOrNull(row, 12),
            AcceptedUntil = AuditRows.TimeOrNull(row, 13),
            Fix = row.GetInt64(14),
        };
    }

    /// <summary>Opens it anew, or only tells that it was seen.</summary>
    public static SqlQuery Put(Finding finding, string id, long audit, DateTimeOffset now, bool opens) => new SqlQuery(
        $"""
        insert into audit_findings (id, kind, part, adapter, service, customer, product, per_year, content, state,
            first_seen, last_seen, audit, resolved_time, accepted_until, fix)
        values (@id, @kind, @part, @adapter, @service, @customer, @product, @money, @content, 1,
            @now, @now, @audit, null, null, 0)
        on conflict (id) do update set part = excluded.part, service = excluded.service, customer = excluded.customer,
            product = excluded.product, per_year = excluded.per_year, content = excluded.content,
            last_seen = excluded.last_seen, audit = excluded.audit
            {(opens ? ", first_seen = case when audit_findings.state = 4 then excluded.first_seen else audit_findings.first_seen end, state = 1, resolved_time = null, accepted_until = null, fix = 0" : "")}
        """)
        .With("id", id)
        .With("kind", (int)finding.Kind)
        .With("part", StoredText.Of(finding.Part))
        .With("adapter", StoredText.Of(finding.Adapter))
        .With("service", StoredText.OrNull(finding.Service))
        .With("customer", StoredText.OrNull(finding.Customer))
        .With("product", StoredText.OrNull(finding.Product))
        .With("money", PerYear(finding.Money))
        .With("content", FindingJson.Write(finding))
        .With("now", StoredTime.Of(now))
        .With("audit", audit);

    public static SqlQuery List(FindingQuery query, DateTimeOffset now)
    {
        var conditions = new List<string>();
        var sql = new SqlQuery("").With("now", StoredTime.Of(now)).With("limit", (long)query.Limit);
        Among(conditions, StateNow, query.States.Select(static one => (int)one));
        Among(conditions, "f.kind", query.Kinds.Select(static one => (int)one));
        Equal(conditions, sql, "adapter", query.Adapter);
        Equal(conditions, sql, "customer", query.Customer);
        Equal(conditions, sql, "service", query.Service);
        Equal(conditions, sql, "product", query.Product);
        if (query.After is { } after)
        {
            conditions.Add("(f.per_year < @money or (f.per_year = @money and f.id > @after))");
            sql.With("money", after.PerYear).With("after", StoredText.Of(after.Id));
        }

        var where = conditions.Count == 0 ? "" : $"where {string.Join(" and ", conditions)} ";
        sql.Text = Columns + where + "order by f.per_year desc, f.id limit @limit";
        return sql;
    }

    /// <summary>Numbers of enumerations, which are ours: they stand in the text.</summary>
    private static void Among(List<string> conditions, string column, IEnumerable<int> values)
    {
        var list = string.Join(", ", values.Select(static one => one.ToString(CultureInfo.InvariantCulture)));
        if (list.Length > 0)
            conditions.Add($"{column} in ({list})");
    }

    private static void Equal(List<string> conditions, SqlQuery sql, string column, string? value)
    {
        if (value is null)
            return;

        conditions.Add($"f.{column} = @{column}");
        sql.With(column, StoredText.Of(value));
    }

    private static string Text(DbDataReader row, int column) => row.IsDBNull(column) ? "" : row.GetString(column);
}
