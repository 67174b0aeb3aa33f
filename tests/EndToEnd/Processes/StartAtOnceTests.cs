using Orchestrator.TestKit;
using Orchestrator.Tests.EndToEnd.Cluster;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>Processes that begin in the same moment on a database that has no schema yet.</summary>
public sealed class StartAtOnceTests
{
    private const int Servers = 3;

    [Fact]
    public async Task Of_servers_that_start_at_once_on_an_empty_folder_one_serves_and_the_others_are_refused()
    {
        using var folder = new TemporaryFolder("at-once");

        await OneServesAsync(() => new ServerSite { Data = folder.Path });
    }

    [Fact]
    public async Task Of_servers_with_keys_of_their_own_that_start_at_once_on_an_empty_PostgreSQL_database_one_serves()
    {
        var postgres = await PostgresServer.SharedAsync();
        var database = await postgres.CreateDatabaseAsync();

        await OneServesAsync(() => new ServerSite(database));

        await postgres.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task Servers_with_one_key_that_start_at_once_on_an_empty_PostgreSQL_database_share_it()
    {
        await using var cluster = await ClusterSite.CreateAsync(Servers);

        await Task.WhenAll(cluster.Sites.Select(site => site.StartAsync()));

        await cluster.SharesAsync();
    }

    private static async Task OneServesAsync(Func<ServerSite> make)
    {
        var sites = Enumerable.Range(0, Servers).Select(_ => make()).ToList();
        try
        {
            await Task.WhenAll(sites.Select(site => site.LaunchAsync()));
            var ends = sites.ToDictionary(site => site, site => site.Server.EndAsync());
            var running = ends.Values.ToList();
            while (running.Count > 1)
                running.Remove(await Task.WhenAny(running));

            var serving = Assert.Single(sites, site => !ends[site].IsCompleted);
            await serving.ServesAsync();
            await serving.PublishAsync("wait");
            Assert.All(sites.Where(site => site != serving), site =>
            {
                Assert.Equal(2, ends[site].Result);
                Assert.StartsWith(
                    "orchestrator-server: Another server works on the",
                    Assert.Single(site.Server.Captured.Errors),
                    StringComparison.Ordinal);
            });
            Assert.Equal(0, await serving.Server.StopAsync());
        }
        finally
        {
            foreach (var site in sites)
                await site.DisposeAsync();
        }
    }
}
