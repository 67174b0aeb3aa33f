using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage;
using Orchestrator.Tests.Conformance.Journal;

namespace Orchestrator.Tests.Conformance.Cluster;

/// <summary>What nodes on a PostgreSQL database tell of themselves, and what people decide about them.</summary>
public sealed class PostgresNodeTests : IAsyncLifetime
{
    private static readonly LeaseTerms Terms = new(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(1));
    private readonly List<OrchestratorStorage> _storages = [];
    private PostgresHost _host = null!;

    private static AdapterFigures Net => new("net", "network", "1.2")
    {
        IsHeld = true,
        Circuit = new OpenCircuit(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(5)),
        InFlight = 1,
        Waiting = 2,
        OldestWaiting = TimeSpan.FromSeconds(3),
        Calls = new CallFigures
        {
            PerSecond = 0.5,
            Durations = [0, 4],
            Errors = [new CallErrors("permanent", "NO_PORT", 5)],
            LastSuccess = DateTimeOffset.UnixEpoch,
            LastFailure = new CallFailure(DateTimeOffset.UnixEpoch, "reserve", "permanent", "NO_PORT", "no\0 \uD800"),
        },
    };

    public async Task InitializeAsync() => _host = (PostgresHost)await PostgresHost.New();

    public async Task DisposeAsync()
    {
        foreach (var storage in _storages)
            await storage.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Every_node_tells_how_it_is_with_all()
    {
        var one = await JoinAsync("one");
        var two = await JoinAsync("two");
        var activations = Enumerable.Range(0, ActivationId.Shards).ToArray();
        var figures = new NodeFigures(
            activations, 2, 3, TimeSpan.FromSeconds(4), TimeSpan.FromMilliseconds(5), 6, TimeSpan.FromMicroseconds(7))
        {
            Adapters = [Net],
        };
        await one.AcquireAsync([0, 1], default);
        await one.RenewAsync(isLeaving: false, figures, default);
        await two.SendAsync(ActivationId.First(DateTimeOffset.UtcNow, shard: 1), "{}", default);

        var picture = await two.DescribeAsync(default);

        var (first, second) = (picture.Nodes[0], picture.Nodes[1]);
        Assert.Equal(new NodeIdentity("one", "127.0.0.1:1", "1.2") { Host = "here" }, first.Identity);
        Assert.Equal(activations, first.Figures.Activations);
        Assert.Equal(
            figures, first.Figures with { Activations = figures.Activations, Adapters = figures.Adapters });
        Assert.Equal(AdapterFiguresJson.Write([Net]), AdapterFiguresJson.Write(first.Figures.Adapters));
        Assert.Empty(second.Figures.Adapters);
        Assert.Equal(
            NodeFigures.None,
            second.Figures with { Activations = NodeFigures.None.Activations, Adapters = NodeFigures.None.Adapters });
        Assert.Equal([NodeStanding.Serving, NodeStanding.Serving], picture.Nodes.Select(picture.StandingOf));
        Assert.Equal([2, 0], picture.Nodes.Select(picture.ShardsOf));
        Assert.Equal(Enumerable.Range(0, 64), picture.Shards.Select(shard => shard.Shard));
        Assert.Equal(
            [(first.Number, 1L), (first.Number, 1L), (null, 0L)],
            picture.Shards.Take(3).Select(shard => (shard.Owner, shard.Token)));
        Assert.Equal([0, 1, 0], picture.Shards.Take(3).Select(shard => shard.CommandsWaiting));
        Assert.True(picture.Shards[1].OldestCommand > TimeSpan.Zero);
        Assert.InRange(picture.Shards[0].LeaseLeft!.Value, TimeSpan.FromMinutes(4), Terms.Duration);
        Assert.Null(picture.Shards[2].LeaseLeft);
    }

    [Fact]
    public async Task A_drained_node_hears_of_it_with_its_next_heartbeat_until_it_is_drained_no_more()
    {
        var one = await JoinAsync("one");
        var two = await JoinAsync("two");

        Assert.Equal(NodeDecisionOutcome.Decided, await DecideAsync(two, "one", drains: true));
        var drained = await one.RenewAsync(isLeaving: false, NodeFigures.None, default);
        Assert.Equal(NodeDecisionOutcome.Decided, await DecideAsync(one, "one", drains: false));
        var undrained = await one.RenewAsync(isLeaving: false, NodeFigures.None, default);

        Assert.Equal([true, false], drained.Nodes.OrderBy(node => node.Node).Select(node => node.IsDraining));
        Assert.All(undrained.Nodes, node => Assert.False(node.IsDraining || node.IsLeaving));
        var kept = await _storages[1].NodeDecisions.ReadAsync("one", 10, default);
        Assert.Equal(
            [(false, "ann", "because"), (true, "ann", "because")],
            kept.Select(decision => (decision.Drains, decision.Actor, decision.Reason)));
    }

    [Fact]
    public async Task A_request_that_is_sent_again_drains_nothing_that_was_undrained_since()
    {
        await JoinAsync("one");
        var two = await JoinAsync("two");

        await DecideAsync(two, "one", drains: true, requestId: "r-1");
        await DecideAsync(two, "one", drains: false);

        Assert.Equal(NodeDecisionOutcome.Repeated, await DecideAsync(two, "one", drains: true, requestId: "r-1"));
        Assert.False((await two.DescribeAsync(default)).Nodes[0].IsDraining);
    }

    [Fact]
    public async Task The_last_node_is_drained_only_by_force()
    {
        var one = await JoinAsync("one");
        await JoinAsync("two");

        var both = await Task.WhenAll(DecideAsync(one, "one", drains: true), DecideAsync(one, "two", drains: true));

        Assert.Equal([NodeDecisionOutcome.Decided, NodeDecisionOutcome.LastNode], both.Order());
        var last = both[0] == NodeDecisionOutcome.LastNode ? "one" : "two";
        Assert.Equal(NodeDecisionOutcome.Decided, await DecideAsync(one, last, drains: true, isForced: true));
        Assert.All((await one.DescribeAsync(default)).Nodes, node => Assert.True(node.IsDraining));
    }

    [Fact]
    public async Task Who_is_not_there_or_is_going_is_neither_drained_nor_undrained()
    {
        var one = await JoinAsync("one");
        var two = await JoinAsync("two");
        await JoinAsync("three");
        await two.RenewAsync(isLeaving: true, NodeFigures.None, default);
        await _host.ExecuteAsync("update nodes set heartbeat = heartbeat - interval '6 minutes' where id = 'three'");

        foreach (var drains in (bool[])[true, false])
        {
            Assert.Equal(NodeDecisionOutcome.NoSuchNode, await DecideAsync(one, "four", drains));
            Assert.Equal(NodeDecisionOutcome.Leaving, await DecideAsync(one, "two", drains));
            Assert.Equal(NodeDecisionOutcome.Gone, await DecideAsync(one, "three", drains));
        }

        Assert.Equal(NodeDecisionOutcome.LastNode, await DecideAsync(one, "one", drains: true));
        var picture = await one.DescribeAsync(default);
        Assert.Equal(
            [NodeStanding.Serving, NodeStanding.Drained, NodeStanding.Gone], picture.Nodes.Select(picture.StandingOf));
    }

    [Fact]
    public async Task A_process_that_starts_again_is_drained_no_more()
    {
        var one = await JoinAsync("one");
        await JoinAsync("two");
        await DecideAsync(one, "two", drains: true);

        await JoinAsync("two");

        Assert.All((await one.DescribeAsync(default)).Nodes, node => Assert.False(node.IsDraining));
    }

    private static Task<NodeDecisionOutcome> DecideAsync(
        IClusterStore store, string node, bool drains, bool isForced = false, string? requestId = null) =>
            store.DecideAsync(
        new NewNodeDecision(
            new NodeDecision(
                node, drains, isForced, "ann", "because", "", new DateTimeOffset(2026, 8, 22, 12, 0, 0, TimeSpan.Zero)),
            requestId ?? Guid.NewGuid().ToString(),
            "hash"),
        default);

    private async Task<IClusterStore> JoinAsync(string id)
    {
        var storage = await OrchestratorStorage.OpenPostgresAsync(_host.ConnectionString, default);
        _storages.Add(storage);
        await storage.Cluster!.JoinAsync(new NodeIdentity(id, "127.0.0.1:1", "1.2") { Host = "here" }, Terms, default);
        return storage.Cluster;
    }
}
