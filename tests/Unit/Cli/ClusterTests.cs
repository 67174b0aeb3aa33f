extern alias cli;

using cli::Orchestrator.Cli;
using cli::Orchestrator.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Orchestrator.Tests.Unit.Cli;

/// <summary>orchestrator cluster ...</summary>
public sealed class ClusterTests
{
    private static readonly Decision Because = new() { Reason = "new memory", Ticket = "T-1" };

    [Theory]
    [InlineData(160)]
    [InlineData(80)]
    public async Task Alone_it_is_one_screen_that_begins_with_what_waits_longest(int width)
    {
        var server = new ScriptedServer()
            .On<ListNodesRequest>(_ => Three())
            .On<ListShardsRequest>(
                _ => new ListShardsResponse { Shards = { Shard(0, "one", 7), Shard(1, "one", 7), Shard(2, "", -3) } });

        var run = await Run.Of(server, world => world with { Width = width }, "cluster");

        Golden.AssertSame($"cluster-{width}.txt", run.Output);
        Assert.Equal(ExitCode.Ok, run.ExitCode);
    }

    [Fact]
    public async Task A_node_that_has_its_database_for_itself_is_shown_without_leases()
    {
        var node =
            new Node { Name = "nodes/one", State = Node.Types.State.Serving, Shards = 2, Host = "h", Version = "1.2" };
        var server = new ScriptedServer()
            .On<ListNodesRequest>(_ => new ListNodesResponse { Nodes = { node } })
            .On<ListShardsRequest>(_ => new ListShardsResponse { Shards = { Free(0), Free(1) } });

        var summary = await Run.Of(server, "cluster");
        var shards = await Run.Of(server, "cluster", "shards");

        Assert.Equal(
            """
            nodes: 1 serving; shards: 2 of 2 owned; activations in memory: 0
              oldest ready step  none
              oldest command     none
              oldest write       none

            NODE  STATE    SHARDS  VERSION  HOST
            one   serving  2       1.2      h
            """,
            summary.Output);
        Assert.Equal("SHARD  NODE\n0      one\n1      one", shards.Output);

        static Shard Free(int number) => new() { Name = $"shards/{number}", Node = "nodes/one" };
    }

    [Fact]
    public async Task The_nodes_are_a_table()
    {
        var server = new ScriptedServer().On<ListNodesRequest>(_ => Three());

        var run = await Run.Of(server, "cluster", "nodes");

        Golden.AssertSame("nodes.txt", run.Output);
    }

    [Fact]
    public async Task One_node_is_a_page_with_what_was_decided_about_it()
    {
        var node = Three().Nodes[1];
        node.Decisions.Add(
            new NodeDecision { Time = Samples.Ago(90), Actor = "ann", Drain = true, Force = true, Decision = Because });
        node.Decisions.Add(new NodeDecision
        {
            Time = Samples.Ago(7200),
            Actor = "bob",
            Decision = new Decision { Reason = "it is back" },
        });
        var server = new ScriptedServer().On<GetNodeRequest>(_ => node);

        var run = await Run.Of(server, "cluster", "nodes", "two");

        Golden.AssertSame("node.txt", run.Output);
        Assert.Equal(new GetNodeRequest { Name = "nodes/two" }, Assert.Single(server.Requests));
    }

    [Fact]
    public async Task Shards_are_a_table_of_all_or_of_one_node()
    {
        var server = new ScriptedServer().On<ListShardsRequest>(_ => new ListShardsResponse
        {
            Shards = { Shard(0, "one", 7), Shard(1, "", null), Shard(2, "two", -3) },
        });

        var all = await Run.Of(server, "cluster", "shards");
        await Run.Of(server, "cluster", "shards", "--node", "one");

        Golden.AssertSame("shards.txt", all.Output);
        Assert.Equal([new ListShardsRequest(), new ListShardsRequest { Node = "nodes/one" }], server.Requests);
    }

    [Fact]
    public async Task Drain_sends_who_is_to_be_drained_and_why()
    {
        var server = new ScriptedServer().On<DrainNodeRequest>(_ => Three().Nodes[1]);

        var run = await Run.Of(
            server, "cluster", "drain", "nodes/two", "--reason", "new memory", "--ticket", "T-1", "--force", "--request-id", "r-1");

        Assert.Equal(
            new DrainNodeRequest { Name = "nodes/two", RequestId = "r-1", Decision = Because, Force = true },
            Assert.Single(server.Requests));
        Assert.Equal((ExitCode.Ok, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("nodes/two  draining\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undrain_sends_who_serves_again_and_why_as_json_where_that_is_wanted()
    {
        var server = new ScriptedServer().On<UndrainNodeRequest>(
            _ => new Node { Name = "nodes/two", State = Node.Types.State.Serving });

        var run = await Run.Of(
            server, "cluster", "undrain", "two", "--reason", "new memory", "--ticket", "T-1", "--request-id", "r-1", "--json");

        Assert.Equal(
            new UndrainNodeRequest { Name = "nodes/two", RequestId = "r-1", Decision = Because },
            Assert.Single(server.Requests));
        Assert.Contains("\"name\": \"nodes/two\"", run.Output);
        Assert.Contains("\"state\": \"STATE_SERVING\"", run.Output);
    }

    [Fact]
    public async Task Drain_waits_until_everything_is_handed_over()
    {
        var looks = 0;
        var server = new ScriptedServer()
            .On<DrainNodeRequest>(_ => At(Node.Types.State.Draining, 20))
            .On<GetNodeRequest>(
                _ => ++looks < 3 ? At(Node.Types.State.Draining, 20 - looks) : At(Node.Types.State.Drained, 0));

        var run = await Run.Of(server, "cluster", "drain", "two", "--reason", "why", "--wait", "1m");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Equal(3, looks);
        Assert.StartsWith("nodes/two  drained\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_get_what_it_waited_for_is_told_by_the_exit_code()
    {
        var looks = 0;
        var server = new ScriptedServer()
            .On<UndrainNodeRequest>(_ => At(Node.Types.State.Serving, 0))
            .On<GetNodeRequest>(_ =>
            {
                looks++;
                return At(Node.Types.State.Serving, 0);
            });

        var run = await Run.Of(server, "cluster", "undrain", "two", "--reason", "why", "--wait", "2s");

        Assert.Equal(ExitCode.EndedOtherwise, run.ExitCode);
        Assert.Equal(4, looks);
    }

    [Theory]
    [InlineData("cluster", "drain", "two")]
    [InlineData("cluster", "drain", "--reason", "why")]
    [InlineData("cluster", "drain", "two", "--reason", " ")]
    [InlineData("cluster", "drain", "two", "--reason", "why", "--wait", "soon")]
    [InlineData("cluster", "undrain", "two")]
    [InlineData("cluster", "stop")]
    public async Task What_is_not_said_right_is_not_sent(params string[] arguments)
    {
        var server = new ScriptedServer();

        var run = await Run.Of(server, arguments);

        Assert.Equal(ExitCode.WrongUsage, run.ExitCode);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task The_last_node_is_refused_with_what_to_do()
    {
        var server = new ScriptedServer().On<DrainNodeRequest>(
            _ => throw new RpcException(new Status(StatusCode.FailedPrecondition, "It is the last one.")));

        var run = await Run.Of(server, "cluster", "drain", "two", "--reason", "why", "--request-id", "r-1");

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Contains("It is the last one.", run.Error);
    }

    private static Node At(Node.Types.State state, int shards) =>
        new() { Name = "nodes/two", State = state, Shards = shards };

    private static ListNodesResponse Three() => new()
    {
        Nodes =
        {
            new Node
            {
                Name = "nodes/one", Number = 3, State = Node.Types.State.Serving, Address = "10.0.0.1:50051",
                Host = "node-1", Version = "1.2",
                StartTime = Samples.Ago(7200), HeartbeatAge = Seconds(1.2), Shards = 44, Activations = 1200,
                CallsInFlight = 64, CallsWaiting = 12,
                OldestReadyStep =
                    Seconds(0.34), OldestCommand = Seconds(0), WritesWaiting = 3, OldestWrite = Seconds(0.004),
            },
            new Node
            {
                Name = "nodes/two", Number = 4, State = Node.Types.State.Draining, Address = "10.0.0.2:50051",
                Host = "node-2", Version = "1.2",
                StartTime = Samples.Ago(7000), HeartbeatAge = Seconds(0.3), Shards = 20, Activations = 7,
                CallsInFlight = 2, CallsWaiting = 1,
                OldestReadyStep = Seconds(2.5), OldestCommand = Seconds(0.2),
            },
            new Node
            {
                Name = "nodes/three", Number = 2, State = Node.Types.State.Gone, Address = "10.0.0.3:50051",
                Host = "node-3", Version = "1.1",
                StartTime =
                    Samples.Ago(90000), HeartbeatAge = Seconds(4000), Activations = 9, OldestReadyStep = Seconds(99),
            },
        },
    };

    private static Shard Shard(int number, string node, double? left) => new()
    {
        Name = $"shards/{number}",
        Node = node.Length == 0 ? "" : $"nodes/{node}",
        Token = 5 + number,
        LeaseLeft = left is { } seconds ? Seconds(seconds) : null,
        Activations = number * 3,
        CommandsWaiting = number == 2 ? 1 : 0,
        OldestCommand = Seconds(number == 2 ? 0.7 : 0),
    };

    private static Duration Seconds(double seconds) => Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds));
}
