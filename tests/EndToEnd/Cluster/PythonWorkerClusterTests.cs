using Orchestrator.TestKit;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.Tests.EndToEnd.Python;
using Orchestrator.Tests.EndToEnd.Workers;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Cluster;

/// <summary>Calls arise on any node; a worker is told of one.</summary>
public sealed class PythonWorkerClusterTests
{
    [PythonFact]
    public async Task A_worker_that_knows_one_node_serves_all_of_them_and_those_that_come_later()
    {
        using var folder = new TemporaryFolder("badges");
        await using var cluster = await ClusterSite.CreateAsync(2);
        foreach (var site in cluster.Sites)
            site.With("AdaptersFile", folder.Write("adapters.json", WorkerHouse.Instances));
        var (first, second) = (cluster.Sites[0], cluster.Sites[1]);
        await first.StartAsync();
        await using var worker = PythonWorker.Start(folder.PathOf("world"), $"127.0.0.1:{first.GrpcPort}");
        await worker.ServesAsync();

        await second.StartAsync();
        await worker.ServesAsync(times: 2);
        await first.PublishAsync("badge");
        await cluster.SharesAsync();
        var ends = await Task.WhenAll(cluster.Sites.SelectMany((site, number) => Enumerable.Range(0, 6).Select(
            async order => await site.WatchAsync(await OrderAsync(site, $"h{number}-{order}")))));

        Assert.All(ends, events => Assert.Equal(State.Completed, events[^1].State));
        Assert.Equal(12, (await PythonWorker.BadgesAsync(folder.PathOf("world"))).Count);
    }

    private static async Task<string> OrderAsync(ServerSite site, string holder) =>
        (await site.Activations.StartActivationAsync(Orders.Order("badge", holder, ("holder", holder)))).Name;
}
