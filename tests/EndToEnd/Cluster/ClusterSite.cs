using System.Diagnostics;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.TestKit;
using Orchestrator.Tests.EndToEnd.Processes;

namespace Orchestrator.Tests.EndToEnd.Cluster;

/// <summary>Several servers on one PostgreSQL database and one sandbox world, each with a folder and ports of its own.</summary>
internal sealed class ClusterSite : IAsyncDisposable
{
    /// <summary>How many nodes own their share.</summary>
    private const string Sharing =
        """
        select count(*) from (
            select owner from shards s where lease_until > now() and exists (select from nodes n where n.number = s.owner)
            group by owner having count(*) >= 64 / (select count(*) from nodes n where n.heartbeat > now() - interval '5 s')) as owners
        """;

    private readonly PostgresServer _postgres;
    private readonly string _folder = Directory.CreateTempSubdirectory("orchestrator-cluster-").FullName;

    private ClusterSite(PostgresServer postgres, string database, int servers)
    {
        (_postgres, Database) = (postgres, database);
        Sites = [.. Enumerable.Range(0, servers).Select(_ => NewSite())];
    }

    public string Database { get; }

    public IReadOnlyList<ServerSite> Sites { get; }

    public static async Task<ClusterSite> CreateAsync(int servers)
    {
        var postgres = await PostgresServer.SharedAsync();
        return new ClusterSite(postgres, await postgres.CreateDatabaseAsync(), servers);
    }

    /// <summary>Servers that run, with the tests' workflows.</summary>
    public static async Task<ClusterSite> StartAsync(int servers, params string[] workflows)
    {
        var cluster = await CreateAsync(servers);
        foreach (var site in cluster.Sites)
            await site.StartAsync();
        await cluster.Sites[0].PublishAsync(workflows);
        await cluster.SharesAsync();
        return cluster;
    }

    public IReadOnlyList<RecordedCall> Calls() => SandboxRecord.Read(Path.Combine(_folder, "world.db"));

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
        for (var waited = Stopwatch.StartNew(); await ReadAsync(Sharing) != running; await Task.Delay(50))
            Assert.True(waited.Elapsed < ServerSite.StartMax, $"The {running} servers have not got their shares.");
    }

    public Task<long> ReadAsync(string sql) => PostgresServer.ReadAsync(Database, sql);

    public async ValueTask DisposeAsync()
    {
        foreach (var site in Sites)
            await site.DisposeAsync();
        await _postgres.DropDatabaseAsync(Database);
        Directory.Delete(_folder, recursive: true);
    }

    private ServerSite NewSite() => new ServerSite(Database)
        .With("Sandbox__File", Path.Combine(_folder, "world.db"))
        .With("SealingKey", Path.Combine(_folder, "sealing.key"))
        .With("Cluster", "true")
        .With("LeaseSeconds", "5");
}
