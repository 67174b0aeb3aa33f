using Grpc.Core;
using Grpc.Health.V1;
using Orchestrator.V1;
using State = Orchestrator.V1.Node.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>A server that has its database for itself answers as a cluster of one.</summary>
public sealed class NodeTests : IAsyncLifetime
{
    private RunningServer _server = null!;
    private ClusterService.ClusterServiceClient _cluster = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningServer.StartAsync();
        _cluster = new ClusterService.ClusterServiceClient(_server.Channel);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task It_is_one_node_that_owns_all_shards_without_leases()
    {
        var node = Assert.Single((await _cluster.ListNodesAsync(new ListNodesRequest())).Nodes);
        var shards = (await _cluster.ListShardsAsync(new ListShardsRequest { Node = node.Name })).Shards;

        Assert.Equal(
            (State.Serving, 64, 0L, Environment.MachineName), (node.State, node.Shards, node.Number, node.Host));
        Assert.Equal(Enumerable.Range(0, 64).Select(number => $"shards/{number}"), shards.Select(shard => shard.Name));
        Assert.All(shards, shard => Assert.Equal((node.Name, 0L, null), (shard.Node, shard.Token, shard.LeaseLeft)));
        Assert.Equal(node.Name, (await _cluster.GetNodeAsync(new GetNodeRequest { Name = node.Name })).Name);
    }

    [Fact]
    public async Task Drained_by_force_it_starts_nothing_until_it_is_undrained_and_what_was_decided_is_shown()
    {
        var workflow = await _server.PublishAsync(Definitions.TwoSteps);
        var name = (await _cluster.ListNodesAsync(new ListNodesRequest())).Nodes[0].Name;
        var health = new Health.HealthClient(_server.Channel);

        var last = await Refused.ByAsync(_cluster.DrainNodeAsync(Drain(name, "r-1")));
        var drained = await _cluster.DrainNodeAsync(
            Drain(name, "r-2", force: true), new Metadata { { "orchestrator-caller", "ann" } });
        var unwell = await health.CheckAsync(new HealthCheckRequest());
        var order = _server.Order(workflow);
        var refused = await Refused.ByAsync(_server.Activations.StartActivationAsync(order));
        var undrained = await _cluster.UndrainNodeAsync(new UndrainNodeRequest
        {
            Name = name,
            RequestId = "r-3",
            Decision = new Decision { Reason = "it is back" },
        });
        var started = await _server.Activations.StartActivationAsync(order);
        var again = await _cluster.DrainNodeAsync(
            Drain(name, "r-2", force: true), new Metadata { { "orchestrator-caller", "ann" } });

        Assert.Equal((StatusCode.FailedPrecondition, "LAST_NODE"), (last.Code, last.Reason));
        Assert.Equal([("LAST_NODE", name)], last.Preconditions);
        Assert.Equal((State.Draining, 64), (drained.State, drained.Shards));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, unwell.Status);
        Assert.Equal(
            (StatusCode.Unavailable, "DRAINING", TimeSpan.FromSeconds(1)),
            (refused.Code, refused.Reason, refused.RetryAfter));
        Assert.Equal(State.Serving, undrained.State);
        Assert.NotEmpty(started.Name);
        Assert.Equal(State.Serving, again.State);
        Assert.Equal(
            [(false, false, "anonymous", "it is back", ""), (true, true, "ann", "new memory", "T-1")],
            again.Decisions.Select(one => (one.Drain, one.Force, one.Actor, one.Decision.Reason, one.Decision.Ticket)));
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_told_all_at_once()
    {
        var unnamed = await Refused.ByAsync(
            _cluster.DrainNodeAsync(new DrainNodeRequest { Name = "one", RequestId = new string('x', 129) }));
        var node = await Refused.ByAsync(_cluster.GetNodeAsync(new GetNodeRequest()));
        var shards = await Refused.ByAsync(_cluster.ListShardsAsync(new ListShardsRequest { Node = "nodes/a b" }));

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (unnamed.Code, unnamed.Reason));
        Assert.Equal(["name", "request_id", "decision.reason"], unnamed.Fields.Select(field => field.Field));
        Assert.Equal([("name", "is required.")], node.Fields);
        Assert.Equal(["node"], shards.Fields.Select(field => field.Field));
    }

    [Fact]
    public async Task A_node_that_nobody_knows_is_not_found()
    {
        Refused[] refused =
        [
            await Refused.ByAsync(_cluster.GetNodeAsync(new GetNodeRequest { Name = "nodes/none" })),
            await Refused.ByAsync(_cluster.ListShardsAsync(new ListShardsRequest { Node = "nodes/none" })),
            await Refused.ByAsync(_cluster.DrainNodeAsync(Drain("nodes/none", "r-1", force: true))),
        ];

        Assert.All(refused, one => Assert.Equal(
            (StatusCode.NotFound, "NODE_NOT_FOUND", "nodes/none"), (one.Code, one.Reason, one.Metadata["node"])));
    }

    [Fact]
    public async Task A_request_id_is_one_decision()
    {
        var name = (await _cluster.ListNodesAsync(new ListNodesRequest())).Nodes[0].Name;
        await _cluster.DrainNodeAsync(Drain(name, "r-1", force: true));

        var other = await Refused.ByAsync(_cluster.UndrainNodeAsync(new UndrainNodeRequest
        {
            Name = name,
            RequestId = "r-1",
            Decision = new Decision { Reason = "x" },
        }));

        Assert.Equal((StatusCode.InvalidArgument, "REQUEST_ID_REUSED"), (other.Code, other.Reason));
        Assert.Equal(State.Draining, (await _cluster.GetNodeAsync(new GetNodeRequest { Name = name })).State);
    }

    private static DrainNodeRequest Drain(string name, string requestId, bool force = false) => new()
    {
        Name = name,
        RequestId = requestId,
        Decision = new Decision { Reason = "new memory", Ticket = "T-1" },
        Force = force,
    };
}
