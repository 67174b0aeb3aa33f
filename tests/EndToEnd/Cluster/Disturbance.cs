using Orchestrator.Tests.EndToEnd.Processes;

namespace Orchestrator.Tests.EndToEnd.Cluster;

/// <summary>
/// What happens to a cluster under load. When it is done, the cluster is whole again, or will be by itself.
/// </summary>
internal abstract class Disturbance
{
    /// <summary>How often it happened.</summary>
    public int Times { get; private set; }

    public abstract string Name { get; }

    public async Task HappenAsync(ClusterSite cluster, Random random)
    {
        await DoAsync(cluster, random);
        Times++;
    }

    protected abstract Task DoAsync(ClusterSite cluster, Random random);

    private static ServerSite OneOf(ClusterSite cluster, Random random) =>
        cluster.Sites[random.Next(cluster.Sites.Count)];

    /// <summary>
    /// kill -9; one in two is missed for longer than a lease, one in four is killed again as it starts.
    /// </summary>
    internal sealed class Kill : Disturbance
    {
        public override string Name => "killed";

        protected override async Task DoAsync(ClusterSite cluster, Random random)
        {
            var site = OneOf(cluster, random);
            await site.Server.KillAsync();
            if (random.Next(2) == 0)
                await cluster.TakenOverAsync(site);

            await site.LaunchAsync();
            if (random.Next(4) == 0)
            {
                await Task.Delay(random.Next(1_500));
                await site.Server.KillAsync();
                await site.LaunchAsync();
            }

            await site.ServesAsync();
        }
    }

    /// <summary>As in a crash of PostgreSQL.</summary>
    internal sealed class RestartDatabase : Disturbance
    {
        public override string Name => "database restarted";

        protected override async Task DoAsync(ClusterSite cluster, Random random)
        {
            await cluster.Postgres.KillAsync();
            await cluster.Postgres.StartAgainAsync();
        }
    }

    internal sealed class EndConnections : Disturbance
    {
        private const string All =
            """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and application_name = 'orchestrator'
            """;

        public override string Name => "connections ended";

        protected override async Task DoAsync(ClusterSite cluster, Random random) =>
            Assert.True(await cluster.ReadAsync(All) > 0, "There was no connection to end.");
    }

    /// <summary>SIGSTOP until others have taken all that it had, and then SIGCONT.</summary>
    internal sealed class StandStill : Disturbance
    {
        public override string Name => "stood still";

        protected override async Task DoAsync(ClusterSite cluster, Random random)
        {
            var site = OneOf(cluster, random);
            await cluster.StandStillAsync(site);
            try
            {
                await cluster.TakenOverAsync(site);
                await Task.Delay(random.Next(1_000));
            }
            finally
            {
                site.Server.GoOn();
            }
        }
    }

    /// <summary>
    /// SIGTERM, and the next process in its place as soon as it has ended; one server after the other.
    /// </summary>
    internal sealed class Replace : Disturbance
    {
        public override string Name => "replaced";

        protected override async Task DoAsync(ClusterSite cluster, Random random)
        {
            var site = cluster.Sites[Times % cluster.Sites.Count];
            Assert.Equal(0, await site.Server.StopAsync());
            await site.StartAsync();
            await cluster.SharesAsync();
        }
    }
}
