using Orchestrator.Tests.EndToEnd.Crashes;
using Xunit.Abstractions;

namespace Orchestrator.Tests.EndToEnd.Cluster;

/// <summary>
/// Three servers under load, and what may happen to servers and databases: all that was acknowledged ends as it must,
/// and each effect is there once. ORCHESTRATOR_DISTURBANCES says how many there are, ORCHESTRATOR_SEED repeats the
/// moments as far as a machine can.
/// </summary>
public sealed class TrialTests(ITestOutputHelper output)
{
    private static readonly int? Disturbances = CrashTests.Setting("ORCHESTRATOR_DISTURBANCES");
    private static readonly int Seed = CrashTests.Setting("ORCHESTRATOR_SEED") ?? Random.Shared.Next();

    [Fact]
    public async Task Servers_killed_again_and_again_lose_nothing_and_double_nothing()
    {
        await using var cluster = await ClusterSite.UnderLoadAsync(3);

        await new ClusterTrial(cluster, Seed, output).RunAsync(Disturbances ?? 2, new Disturbance.Kill());
    }

    [Fact]
    public async Task A_database_that_is_restarted_and_servers_that_stand_still_lose_nothing_and_double_nothing()
    {
        await using var cluster = await ClusterSite.UnderLoadAsync(3, hasOwnDatabaseServer: true);

        await new ClusterTrial(cluster, Seed, output).RunAsync(
            Disturbances ?? 3,
            new Disturbance.RestartDatabase(),
            new Disturbance.StandStill(),
            new Disturbance.EndConnections());
    }

    [Fact]
    public async Task While_all_servers_are_replaced_no_call_fails_that_is_sent_again_as_clients_do()
    {
        await using var cluster = await ClusterSite.UnderLoadAsync(3);

        await new ClusterTrial(cluster, Seed, output, Persistence.AsConfigured).RunAsync(
            Disturbances ?? 3, new Disturbance.Replace());
    }
}
