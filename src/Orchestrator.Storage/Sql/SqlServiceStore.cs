using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>
/// Services and what they hold: the same statements for both databases. Services have no index over customers and
/// products, which would be written with each of them: activations have, and every service was made, or changed to its
/// product, by one.
/// </summary>
internal sealed class SqlServiceStore(IDatabase database) : IServiceStore
{
    private const string Incomplete = "select i.service from incomplete_teardowns i join services t on t.id = i.service and t.state = 5";

    public async Task<ServiceEntry?> FindAsync(string service, CancellationToken cancellation)
    {
        var found = await database.QueryAsync(
            new SqlQuery($"select {ServiceRow.Columns} from services v where v.id = @id")
                .With("id", StoredText.Of(service)),
            row => ServiceRow.Read(row, 0),
            cancellation).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async Task<IReadOnlyList<ServiceEntry>> ListAsync(ServiceQuery query, CancellationToken cancellation)
    {
        var sql = new SqlQuery("").With("limit", (long)query.Limit);
        var conditions = new List<string>();
        Add(sql, conditions, "customer", query.Customer, "v.customer = @customer and v.id in (select a.service from "
            + "activations a where a.customer = @customer and a.service is not null)");
        Add(sql, conditions, "product", query.Product, "v.product = @product and v.id in (select a.service from "
            + "activations a where a.product = @product and a.service is not null)");
        Add(sql, conditions, "after", query.After, "v.id > @after");
        // A start that was passed over, because its request was there already, may have left a service that nobody knows.
        if (query.Customer is null && query.Product is null)
            conditions.Add("exists (select 1 from activations a where a.id = v.activation)");
        AddStates(conditions, query.States);
        AddResource(sql, conditions, query);
        sql.Text = $"select {ServiceRow.Columns} from services v{Where(conditions)} order by v.id limit @limit";
        return await database.QueryAsync(sql, row => ServiceRow.Read(row, 0)!, cancellation).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<LedgerEntry>> ListResourcesAsync(ResourceQuery query, CancellationToken cancellation)
    {
        var sql = new SqlQuery("").With("limit", (long)query.Limit);
        var conditions = new List<string>();
        Add(sql, conditions, "service", query.Service, "r.service = @service");
        Add(sql, conditions, "adapter", query.Adapter, "r.adapter = @adapter");
        Add(sql, conditions, "kind", query.Kind, "r.kind = @kind");
        Add(sql, conditions, "external", query.ExternalId, "r.external_id = @external");
        Add(sql, conditions, "customer", query.Customer, "r.service in (select v.id from services v where v.customer = "
            + "@customer and v.id in (select a.service from activations a where a.customer = @customer and a.service is "
            + "not null))");
        AddPrefix(sql, conditions, query.ExternalIdPrefix);
        if (query.OfIncompleteTeardowns)
            conditions.Add($"r.service in ({Incomplete})");
        if (query.After is { } after)
        {
            sql.With("a1", StoredText.Of(after.Adapter))
                .With("a2", StoredText.Of(after.Kind))
                .With("a3", StoredText.Of(after.ExternalId))
                .With("a4", StoredText.Of(after.Service));
            conditions.Add("(r.adapter, r.kind, r.external_id, r.service) > (@a1, @a2, @a3, @a4)");
        }

        sql.Text = $"select {LedgerRow.Columns} from service_resources r{Where(conditions)} "
            + "order by r.adapter, r.kind, r.external_id, r.service limit @limit";
        return database.QueryAsync(sql, LedgerRow.Read, cancellation);
    }

    /// <summary>Texts are compared byte by byte, and none goes on with the last character of Unicode.</summary>
    private static void AddPrefix(SqlQuery sql, List<string> conditions, string? prefix)
    {
        Add(sql, conditions, "prefix", prefix, "r.external_id >= @prefix and r.external_id < @beyond");
        if (prefix is not null)
            sql.With("beyond", StoredText.Of(prefix) + "\U0010FFFF");
    }

    private static void AddStates(List<string> conditions, IReadOnlyList<ServiceState> states)
    {
        if (states.Count > 0)
            conditions.Add($"v.state in ({string.Join(", ", states.Select(state => (int)state).Distinct().Order())})");
        if (states.Count > 0 && states.All(state => state == ServiceState.TeardownIncomplete))
            conditions.Add("v.id in (select service from incomplete_teardowns)");
    }

    private static void AddResource(SqlQuery sql, List<string> conditions, ServiceQuery query)
    {
        var held = new List<string>();
        Add(sql, held, "adapter", query.Adapter, "r.adapter = @adapter");
        Add(sql, held, "kind", query.Kind, "r.kind = @kind");
        Add(sql, held, "external", query.ExternalId, "r.external_id = @external");
        if (held.Count > 0)
            conditions.Add($"v.id in (select r.service from service_resources r{Where(held)})");
    }

    private static void Add(SqlQuery sql, List<string> conditions, string name, string? wanted, string condition)
    {
        if (wanted is null)
            return;

        sql.With(name, StoredText.Of(wanted));
        conditions.Add(condition);
    }

    private static string Where(List<string> conditions) =>
        conditions.Count == 0 ? "" : $" where {string.Join(" and ", conditions)}";
}
