using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.TestKit;
using Orchestrator.Tests.EndToEnd.Processes;

namespace Orchestrator.Tests.EndToEnd.Cluster;

/// <summary>
/// Several servers on one PostgreSQL database and one sandbox world, each with a folder and ports of its own.
/// </summary>
internal sealed class ClusterSite : IAsyncDisposable
{
    /// <summary>How many nodes own their share.</summary>
    private const string Sharing =
        """
        select count(*) from (
            select owner from shards s where lease_until > now() and exists (select from nodes n where n.number = s.owner)
            group by owner having count(*) >= 64 / (select count(*) from nodes n where n.heartbeat > now() - interval '5 s')) as owners
        """;

    private readonly bool _ownsPostgres;
    private readonly TemporaryFolder _folder = new("cluster");

    private ClusterSite(PostgresServer postgres, string database, int servers, bool ownsPostgres)
    {
        (Postgres, Database, _ownsPostgres) = (postgres, database, ownsPostgres);
        Sites = [.. Enumerable.Range(0, servers).Select(_ => NewSite())];
    }

    public PostgresServer Postgres { get; }

    public string Database { get; }

    /// <summary>The sandbox's world that all servers act on.</summary>
    public string World => _folder.PathOf("world.db");

    /// <summary>What the servers wrote last, for a test that fails.</summary>
    public string Log => string.Join("\n\n", Sites.Select(site => site.Server.Captured));

    public IReadOnlyList<ServerSite> Sites { get; }

    /// <param name="servers">How many; none runs yet.</param>
    /// <param name="hasOwnDatabaseServer">PostgreSQL is to be restarted.</param>
    public static async Task<ClusterSite> CreateAsync(int servers, bool hasOwnDatabaseServer = false)
    {
        var postgres = await (hasOwnDatabaseServer ? PostgresServer.StartAsync() : PostgresServer.SharedAsync());
        return new ClusterSite(postgres, await postgres.CreateDatabaseAsync(), servers, hasOwnDatabaseServer);
    }

    /// <summary>Servers that run, with the tests' workflows.</summary>
    public static Task<ClusterSite> StartAsync(int servers, params string[] workflows) =>
        StartAsync(servers, [], workflows);

    /// <summary>The same, with settings that all of them have.</summary>
    public static async Task<ClusterSite> StartAsync(
        int servers, (string Name, string Value)[] settings, string[] workflows)
    {
        var cluster = await CreateAsync(servers);
        foreach (var site in cluster.Sites)
        {
            foreach (var (name, value) in settings)
                site.With(name, value);
        }

        await cluster.StartAllAsync(workflows);
        return cluster;
    }

    /// <summary>Servers that run, with what the clients of <see cref="Crashes.Load"/> order.</summary>
    public static async Task<ClusterSite> UnderLoadAsync(int servers, bool hasOwnDatabaseServer = false)
    {
        var cluster = await CreateAsync(servers, hasOwnDatabaseServer);
        foreach (var site in cluster.Sites)
            site.With("Sandbox__LatencyMinMs", "2").With("Sandbox__LatencyMaxMs", "30");
        await cluster.StartAllAsync(["line", "bundle", "mailboxes", "visit", "suite"]);
        return cluster;
    }

    public IReadOnlyList<RecordedCall> Calls() => SandboxRecord.Read(World);

    /// <summary>Waits until so many calls have had their effect.</summary>
    public async Task CalledAsync(int calls)
    {
        for (var waited = Stopwatch.StartNew(); Calls().Count < calls; await Task.Delay(20))
            Assert.True(waited.Elapsed < ServerSite.StartMax, $"{calls} calls were not made.");
    }

    /// <summary>Waits until the servers that run own all shards, each its share.</summary>
    public async Task SharesAsync()
    {
        var running = Sites.Count(site => site.IsRunning);
        await BecomesAsync(Sharing, count => count == running, $"The {running} servers have not got their shares.");
    }

    /// <summary>Waits until others have taken all that a server had which is dead, or stands still.</summary>
    public async Task TakenOverAsync(ServerSite site)
    {
        var id = await File.ReadAllTextAsync(Path.Combine(site.Data, "node.id"));
        await BecomesAsync(
            $"select count(*) from shards join nodes on number = owner where id = '{id}'",
            count => count == 0,
            $"What {id} left behind was not taken over.");
    }

    /// <summary>
    /// SIGSTOP, at any moment but one: a process that stands still within the sandbox's own commit would keep the
    /// outside world from all others, which no outside world does. There it goes on for a moment.
    /// </summary>
    public async Task StandStillAsync(ServerSite site)
    {
        site.Server.StandStill();
        while (!IsWorldFree())
        {
            site.Server.GoOn();
            await Task.Delay(1);
            site.Server.StandStill();
        }
    }

    public Task<long> ReadAsync(string sql) => PostgresServer.ReadAsync(Database, sql);

    public async ValueTask DisposeAsync()
    {
        foreach (var site in Sites)
            await site.DisposeAsync();
        if (_ownsPostgres)
            await Postgres.DisposeAsync();
        else
            await Postgres.DropDatabaseAsync(Database);
        _folder.Dispose();
    }

    private bool IsWorldFree()
    {
        using var world = new SqliteConnection($"Data Source={World};Pooling=false;Default Timeout=1");
        world.Open();
        using var command = world.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE; ROLLBACK";
        try
        {
            command.ExecuteNonQuery();
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private async Task StartAllAsync(string[] workflows)
    {
        foreach (var site in Sites)
            await site.StartAsync();
        await Sites[0].PublishAsync(workflows);
        await SharesAsync();
    }

    private async Task BecomesAsync(string sql, Predicate<long> wanted, string otherwise)
    {
        for (var waited = Stopwatch.StartNew(); !wanted(await ReadAsync(sql)); await Task.Delay(20))
            Assert.True(waited.Elapsed < ServerSite.StartMax, $"{otherwise} The servers wrote:\n{Log}");
    }

    private ServerSite NewSite() => new ServerSite(Database)
        .With("Sandbox__File", World)
        .With("SealingKey", _folder.PathOf("sealing.key"))
        .With("DrainSeconds", "30")
        .With("LeaseSeconds", "5");
}
