using System.Diagnostics;
using Grpc.Core;
using Grpc.Health.V1;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.Tests.EndToEnd.Server;
using Orchestrator.V1;
using NodeState = Orchestrator.V1.Node.Types.State;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Cluster;

/// <summary>An operator takes a node out of work, and back.</summary>
public sealed class DrainNodeTests
{
    [Fact]
    public async Task A_drained_node_hands_its_work_over_answers_and_gets_its_share_back_when_it_is_undrained()
    {
        await using var cluster = await ClusterSite.StartAsync(2, "wait");
        var (one, two) = (cluster.Sites[0], cluster.Sites[1]);
        var nodes = (await two.Cluster.ListNodesAsync(new ListNodesRequest())).Nodes;
        var name = nodes.Single(node => node.Address.EndsWith($":{one.GrpcPort}", StringComparison.Ordinal)).Name;
        var started = await StartAsync(one, 10, "before");

        await two.Cluster.DrainNodeAsync(
            new DrainNodeRequest { Name = name, RequestId = "drain", Decision = Because() });
        var drained = await UntilAsync(two, name, node => node.State == NodeState.Drained);
        await one.HealthIsAsync(HealthCheckResponse.Types.ServingStatus.NotServing);
        var refused = await Refused.ByAsync(one.Activations.StartActivationAsync(Order("refused")));
        var elsewhere = (await two.Activations.StartActivationAsync(Order("elsewhere", "01:00:00"))).Name;
        await two.WatchAsync(elsewhere, 0, until: "DelayStarted");
        var held = await one.Activations.HoldActivationAsync(
            new HoldActivationRequest { Name = elsewhere, RequestId = "hold", Decision = Because() });
        await one.Activations.CancelActivationAsync(
            new CancelActivationRequest { Name = elsewhere, RequestId = "cancel", Decision = Because() });
        var cancelled = await one.WatchAsync(elsewhere);
        var ends = await Task.WhenAll(started.Select(activation => one.WatchAsync(activation)));

        Assert.Equal((StatusCode.Unavailable, "DRAINING"), (refused.Code, refused.Reason));
        Assert.Equal((State.Held, State.RolledBack), (held.State, cancelled[^1].State));
        Assert.All(ends, events => Assert.Equal(State.Completed, events[^1].State));
        Assert.Equal(0, drained.Shards);
        Assert.Equal(
            [(true, "a test")], drained.Decisions.Select(decision => (decision.Drain, decision.Decision.Reason)));
        Assert.All(
            (await one.Cluster.ListShardsAsync(new ListShardsRequest())).Shards,
            shard => Assert.NotEqual(name, shard.Node));

        await one.Cluster.UndrainNodeAsync(
            new UndrainNodeRequest { Name = name, RequestId = "undrain", Decision = Because() });
        await UntilAsync(two, name, node => node is { State: NodeState.Serving, Shards: 32 });
        await one.ServesAsync();
        var after = await StartAsync(one, 5, "after");
        var last = await Task.WhenAll(after.Select(activation => two.WatchAsync(activation)));

        Assert.All(last, events => Assert.Equal(State.Completed, events[^1].State));
        Assert.All(cluster.Calls(), call => Assert.Equal(1, call.Applied));
        Assert.Equal(32, cluster.Calls().Count);
    }

    [Fact]
    public async Task The_last_node_keeps_its_shards_though_it_is_drained_by_force_and_hands_them_to_the_next_that_serves()
    {
        await using var cluster = await ClusterSite.CreateAsync(2);
        var (one, two) = (cluster.Sites[0], cluster.Sites[1]);
        await one.StartAsync();
        await one.PublishAsync("wait");
        var started = await StartAsync(one, 5, "before");
        var name = (await one.Cluster.ListNodesAsync(new ListNodesRequest())).Nodes[0].Name;

        var last = await Refused.ByAsync(one.Cluster.DrainNodeAsync(
            new DrainNodeRequest { Name = name, RequestId = "drain", Decision = Because() }));
        await one.Cluster.DrainNodeAsync(
            new DrainNodeRequest { Name = name, RequestId = "force", Decision = Because(), Force = true });
        await one.HealthIsAsync(HealthCheckResponse.Types.ServingStatus.NotServing);
        var ends = await Task.WhenAll(started.Select(activation => one.WatchAsync(activation)));
        var alone = await one.Cluster.GetNodeAsync(new GetNodeRequest { Name = name });
        await two.StartAsync();
        var drained = await UntilAsync(two, name, node => node.State == NodeState.Drained);

        Assert.Equal((StatusCode.FailedPrecondition, "LAST_NODE"), (last.Code, last.Reason));
        Assert.All(ends, events => Assert.Equal(State.Completed, events[^1].State));
        Assert.Equal((NodeState.Draining, 64), (alone.State, alone.Shards));
        Assert.Equal(0, drained.Shards);
    }

    private static async Task<Node> UntilAsync(ServerSite site, string name, Func<Node, bool> holds)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            var node = await site.Cluster.GetNodeAsync(new GetNodeRequest { Name = name });
            if (holds(node))
                return node;

            Assert.True(waited.Elapsed < ServerSite.StartMax, $"It is {node} after {waited.Elapsed}.");
        }
    }

    private static async Task<string[]> StartAsync(ServerSite site, int count, string prefix)
    {
        var started = await Task.WhenAll(Enumerable.Range(0, count).Select(
            async number => await site.Activations.StartActivationAsync(Order($"{prefix}-{number}"))));
        return [.. started.Select(activation => activation.Name)];
    }

    private static StartActivationRequest Order(string id, string pause = "00:00:01") =>
        Orders.Order("wait", id, ("address", $"{id}@example.org"), ("pause", pause));

    private static Decision Because() => new() { Reason = "a test" };
}
