using System.Text.Json;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Postgres;
using Orchestrator.Storage.Sql;
using Orchestrator.Storage.Sqlite;
using static Orchestrator.Tests.Conformance.Journal.Facts;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>
/// A page of a list costs what is on it, however much is stored. The databases' own plans say so; nothing is timed.
/// </summary>
public sealed class JournalIndexes
{
    private const int Stored = 30_000;
    private const int PageSize = 50;

    /// <summary>Blocks of 8 kB that a page may touch: six to each of its rows. There are thousands.</summary>
    private const long BlocksMax = 6 * PageSize;

    /// <summary>Three in four completed, one in a hundred fell out, the others run or are rolled back.</summary>
    private static readonly string Fill =
        $"""
        insert into activations (id, request, action, channel, customer, service, product, order_reference, labels, parent)
            select {Id(0)} + (n::bigint << 21), gen_random_uuid(), n % 6, n % 4, 'customer-' || n % 1000,
                'service-' || n % 9999, 'product-' || n % 3, 'order-' || n, json_build_object('region', 'r' || n % 3000)::jsonb, n % 4000
            from generate_series(1, {Stored}) n;
        insert into activation_states (activation, state, wake, open_service, fallout_adapters)
            select {Id(0)} + (n::bigint << 21), case when n % 100 = 0 then 3 when n % 8 = 1 then 1 else 6 end,
                case n % 8 when 1 then 0 end, null, case when n % 100 = 0 then E'\nmail\n' end
            from generate_series(1, {Stored}) n where n % 4 = 1 or n % 100 = 0;
        insert into journal (activation, time, sequence, events)
            select {Id(0)} + (n::bigint << 21), 1, s, repeat('x', 100) from generate_series(1, {Stored}) n,
                generate_series(1, 4) s;
        """;

    /// <summary>SQLite sorts those of both; PostgreSQL need not.</summary>
    private const string TwoStates = "fallen out or cancelled";

    private static readonly Dictionary<string, ActivationQuery> Queries = new()
    {
        ["all"] = new(PageSize),
        ["of a customer"] = new(PageSize) { Customer = "customer-7" },
        ["of a service"] = new(PageSize) { Service = "service-7" },
        ["of a product"] = new(PageSize) { Product = "product-1" },
        ["of an order"] = new(PageSize) { OrderReference = "order-7" },
        ["of no order"] = new(PageSize) { OrderReference = "nobody's" },
        ["of a parent"] = new(PageSize) { Parent = 7 },
        ["with a label"] = new(PageSize) { Labels = Labels(("region", "r7")) },
        ["of a time"] = new(PageSize)
        {
            CreatedAfter = ActivationId.Time(Id(100)),
            CreatedBefore = ActivationId.Time(Id(900)),
        },
        ["running"] = new(PageSize) { States = [ActivationState.Running] },
        ["rolled back"] = new(PageSize) { States = [ActivationState.RolledBack] },
        ["fallen out"] = new(PageSize) { States = [ActivationState.Fallout] },
        [TwoStates] = new(PageSize) { States = [ActivationState.Fallout, ActivationState.Cancelled] },
        ["completed"] = new(PageSize) { States = [ActivationState.Completed] },
        ["fallen out of an adapter"] = new(PageSize) { FalloutAdapter = "mail" },
        ["of a customer, completed"] = new(PageSize) { Customer = "customer-7", States = [ActivationState.Completed] },
    };

    [Fact]
    public async Task PostgreSQL_reads_a_page_and_no_more()
    {
        await using var host = (PostgresHost)await PostgresHost.NewDurable();
        await host.ExecuteAsync(Fill);
        await host.ExecuteAsync("analyze");
        var settings = new PostgresSettings(host.ConnectionString);
        await using var database = new PostgresDatabase(settings, settings.OpenReaders());

        var costs = new Dictionary<string, string>();
        foreach (var (name, list) in Lists(database))
        {
            list.Text = "explain (analyze, buffers, format json) " + list.Text;
            var plan = (await database.QueryAsync(list, row => row.GetString(0), default))[0];
            var top = JsonDocument.Parse(plan).RootElement[0].GetProperty("Plan");
            var blocks = Number(top, "Shared Hit Blocks") + Number(top, "Shared Read Blocks");
            if (blocks > BlocksMax || plan.Contains("\"Seq Scan\"", StringComparison.Ordinal))
                costs.Add(name, $"{blocks} blocks: {plan}");
        }

        Assert.True(costs.Count == 0, string.Join('\n', costs.Select(cost => $"{cost.Key}: {cost.Value}")));
    }

    [Fact]
    public async Task SQLite_finds_a_page_by_an_index_and_in_its_order()
    {
        await using var host = new SqliteHost();
        await (await host.StartAsync()).DisposeAsync();
        await using var database = new SqliteDatabase(new SqliteSettings(host.Folder));

        var costs = new Dictionary<string, string>();
        foreach (var (name, list) in Lists(database).Where(list => !IsOfTwoStates(list.Name)))
        {
            list.Text = "explain query plan " + list.Text;
            var plan = await database.QueryAsync(list, row => row.GetString(3), default);
            if (plan.Any(line => line.Contains("TEMP B-TREE", StringComparison.Ordinal)))
                costs.Add(name, string.Join(" | ", plan));
        }

        Assert.True(costs.Count == 0, string.Join('\n', costs.Select(cost => $"{cost.Key}: {cost.Value}")));
    }

    private static bool IsOfTwoStates(string name) => name.StartsWith(TwoStates, StringComparison.Ordinal);

    private static long Number(JsonElement plan, string name) => plan.GetProperty(name).GetInt64();

    private static IEnumerable<(string Name, SqlQuery List)> Lists(IDatabase database) =>
        from query in Queries
        from oldestFirst in new[] { false, true }
        from after in new long?[] { null, Id(Stored / 2) }
        select (
            $"{query.Key}, {(oldestFirst ? "oldest" : "newest")} first, {(after is null ? "first" : "next")} page",
            ListQuery.Of(query.Value with { OldestFirst = oldestFirst, After = after }, database));
}
