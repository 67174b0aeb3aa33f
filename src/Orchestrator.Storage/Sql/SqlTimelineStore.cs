using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>
/// Spans of a customer's activations: of each, one look into an index of activations and one into the journal's key; no
/// history is read.
/// </summary>
internal sealed class SqlTimelineStore(IDatabase database) : ITimelineStore
{
    private const string Spans =
        "select a.id, (select j.time from journal j where j.activation = a.id order by j.sequence desc limit 1) as latest "
        + "from activations a where a.customer = @customer";

    public Task<IReadOnlyList<ActivationSpan>> ListSpansAsync(SpanQuery query, CancellationToken cancellation)
    {
        var sql = new SqlQuery("").With("customer", StoredText.Of(query.Customer)).With("limit", (long)query.Limit);
        var which = Spans;
        if (query.Service is { } service)
        {
            sql.With("service", StoredText.Of(service));
            which += " and a.service = @service";
        }

        if (query.UpTo is { } upTo)
        {
            sql.With("upTo", upTo);
            which += " and a.id <= @upTo";
        }

        var conditions = new List<string>();
        if (query.LastFrom is { } from)
        {
            sql.With("from", StoredTime.Of(from));
            conditions.Add("latest >= @from");
        }

        if (query.After is { } after)
            conditions.Add(query.OldestFirst ? "id > @afterId" : "(latest, id) < (@afterLast, @afterId)");
        if (query.After is { } one)
            sql.With("afterId", one.Activation);
        if (query is { After: { } newest, OldestFirst: false })
            sql.With("afterLast", StoredTime.Of(newest.Last));

        var where = conditions.Count == 0 ? "" : $" where {string.Join(" and ", conditions)}";
        sql.Text = $"select id, latest from ({which}) spans{where} order by {(query.OldestFirst ? "id" : "latest desc, id desc")} "
            + "limit @limit";
        return database.QueryAsync(
            sql, row => new ActivationSpan(row.GetInt64(0), StoredTime.Read(row.GetInt64(1))), cancellation);
    }
}
