extern alias cli;

using cli::Orchestrator.Cli;
using cli::Orchestrator.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using State = cli::Orchestrator.V1.Adapter.Types.State;

namespace Orchestrator.Tests.Unit.Cli;

/// <summary>orchestrator adapters ...</summary>
public sealed class AdapterTests
{
    private static readonly Decision Because = new() { Reason = "new firmware", Ticket = "T-1" };

    [Theory]
    [InlineData(160)]
    [InlineData(80)]
    public async Task Alone_it_is_a_table_with_what_is_in_the_way_beneath_it(int width)
    {
        var server = new ScriptedServer().On<ListAdaptersRequest>(_ => Three());

        var run = await Run.Of(server, world => world with { Width = width }, "adapters");
        var list = await Run.Of(server, world => world with { Width = width }, "adapters", "list");

        Golden.AssertSame($"adapters-{width}.txt", run.Output);
        Assert.Equal((ExitCode.Ok, run.Output), (list.ExitCode, list.Output));
    }

    [Fact]
    public async Task One_adapter_is_a_page_with_its_nodes_operations_and_what_was_decided_about_it()
    {
        var server = new ScriptedServer().On<GetAdapterRequest>(_ => Network());

        var run = await Run.Of(server, "adapters", "show", "network");

        Golden.AssertSame("adapter.txt", run.Output);
        Assert.Equal(new GetAdapterRequest { Name = "adapters/network" }, Assert.Single(server.Requests));
    }

    [Fact]
    public async Task One_of_which_nothing_is_known_yet_is_a_short_page()
    {
        var server = new ScriptedServer().On<GetAdapterRequest>(
            _ => new Adapter { Name = "adapters/mail", State = State.Ready, Kind = "mail" });

        var run = await Run.Of(server, "adapters", "show", "adapters/mail");

        Assert.Equal("adapters/mail  ready\n  kind  mail", run.Output);
    }

    [Fact]
    public async Task Hold_sends_what_is_to_be_held_and_why()
    {
        var server = new ScriptedServer().On<HoldAdapterRequest>(_ => Network());

        var run = await Run.Of(
            server, "adapters", "hold", "network", "--reason", "new firmware", "--ticket", "T-1", "--request-id", "r-1");

        Assert.Equal(
            new HoldAdapterRequest { Name = "adapters/network", RequestId = "r-1", Decision = Because },
            Assert.Single(server.Requests));
        Assert.Equal((ExitCode.Ok, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("adapters/network  held\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Release_sends_what_goes_on_and_why_as_json_where_that_is_wanted()
    {
        var server = new ScriptedServer().On<ReleaseAdapterRequest>(
            _ => new Adapter { Name = "adapters/network", State = State.Ready });

        var run = await Run.Of(
            server, "adapters", "release", "network", "--reason", "new firmware", "--ticket", "T-1", "--request-id", "r-1", "--json");

        Assert.Equal(
            new ReleaseAdapterRequest { Name = "adapters/network", RequestId = "r-1", Decision = Because },
            Assert.Single(server.Requests));
        Assert.Contains("\"name\": \"adapters/network\"", run.Output);
        Assert.Contains("\"state\": \"STATE_READY\"", run.Output);
    }

    [Fact]
    public async Task A_step_that_waits_for_its_adapter_says_since_when_and_why()
    {
        var activation = new Activation
        {
            Name = "activations/7f3a",
            State = Activation.Types.State.Running,
            Steps =
            {
                Waiting("reserve-port", StepDelay.Types.Kind.Held, null, "ann holds the adapter 'network': new firmware"),
                Waiting("charge", StepDelay.Types.Kind.CircuitOpen, Samples.Ago(-4), "Calls to the adapter 'billing' fail."),
            },
        };
        var server = new ScriptedServer().On<GetActivationRequest>(_ => activation);

        var run = await Run.Of(server, "activation", "get", "7f3a");

        Golden.AssertSame("activation-waits.txt", run.Output);
    }

    [Theory]
    [InlineData("adapters", "show")]
    [InlineData("adapters", "hold", "--reason", "why")]
    [InlineData("adapters", "hold", "network")]
    [InlineData("adapters", "hold", "network", "--reason", " ")]
    [InlineData("adapters", "release", "network")]
    [InlineData("adapters", "stop")]
    public async Task What_is_not_said_right_is_not_sent(params string[] arguments)
    {
        var server = new ScriptedServer();

        var run = await Run.Of(server, arguments);

        Assert.Equal(ExitCode.WrongUsage, run.ExitCode);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task One_that_nobody_has_is_refused()
    {
        var server = new ScriptedServer().On<HoldAdapterRequest>(
            _ => throw new RpcException(new Status(StatusCode.NotFound, "There is no adapter 'adapters/x'.")));

        var run = await Run.Of(server, "adapters", "hold", "x", "--reason", "why", "--request-id", "r-1");

        Assert.Equal(ExitCode.NotFound, run.ExitCode);
        Assert.Contains("There is no adapter 'adapters/x'.", run.Error);
    }

    private static ListAdaptersResponse Three() => new()
    {
        Adapters =
        {
            new Adapter
            {
                Name = "adapters/billing", State = State.CircuitOpen, Kind = "http", Version = "0.1.0",
                StateReason = "Its calls fail in 1 of 2 nodes with DOWN; it is tried again from time to time.",
                CallsWaiting = 7, OldestWaiting = Seconds(12), CallsPerSecond = 0.42, Median = Seconds(0.08),
                Percentile95 = Seconds(29), Errors = { new AdapterErrors { Answer = "retryable", Code = "DOWN", Count = 31 } },
                LastFailure = new AdapterFailure { Time = Samples.Ago(2), Code = "DOWN" },
            },
            new Adapter
            {
                Name = "adapters/mail", State = State.Ready, Kind = "mail", Version = "0.1.0", CallsInFlight = 3,
                CallsPerSecond = 41.7, Median = Seconds(0.012), Percentile95 = Seconds(0.2),
            },
            Network(),
        },
    };

    private static Adapter Network() => new()
    {
        Name = "adapters/network",
        Kind = "network",
        Version = "0.1.0",
        ContractVersion = "0.1",
        State = State.Held,
        StateReason = "ann holds it: new firmware",
        Limits = new AdapterLimits
        {
            ConcurrentMax = 64,
            PerSecondMax = 12.5,
            CircuitFailureRatio = 0.9,
            CircuitCallsMin = 20,
            CircuitWindow = Seconds(30),
            CircuitBreak = Seconds(5),
            TimeoutMax = Seconds(60),
        },
        CallsInFlight = 1,
        CallsWaiting = 4,
        OldestWaiting = Seconds(90),
        CallsPerSecond = 2.25,
        Median = Seconds(0.25),
        Percentile95 = Seconds(1.75),
        Errors =
        {
            new AdapterErrors { Answer = "retryable", Code = "DEVICE_BUSY", Count = 12 },
            new AdapterErrors { Answer = "unknown", Code = "", Count = 1 },
        },
        LastSuccessTime = Samples.Ago(95),
        LastFailure = new AdapterFailure
        {
            Time = Samples.Ago(120),
            Operation = "reserve-port",
            Answer = "retryable",
            Code = "DEVICE_BUSY",
            Message = "Somebody else has the lock.",
        },
        Window = "night",
        NextWindowTime = Samples.Ago(-7200),
        Nodes =
        {
            new AdapterNode
            {
                Node = "nodes/one", Version = "0.1.0", Held = true, CallsInFlight = 1, CallsWaiting = 3,
                OldestWaiting = Seconds(90), CallsPerSecond = 2.25,
            },
            new AdapterNode
            {
                Node = "nodes/two", Version = "0.1.0", CallsWaiting = 1, OldestWaiting = Seconds(3), CircuitOpen = true,
                CircuitOpenSince = Samples.Ago(40), CircuitOpenUntil = Samples.Ago(-3),
            },
        },
        Hold = Decided(hold: true),
        Operations =
        {
            new AdapterOperation
            {
                Name = "reserve-port", HasEffect = true, Inverse = "release-port", CanRead = true, CanPreview = true,
                Summary = "Reserves a port of a device.",
            },
            new AdapterOperation { Name = "show-port", Summary = "Shows a port." },
            new AdapterOperation { Name = "reboot", HasEffect = true },
        },
        Decisions = { Decided(hold: true), Decided(hold: false) },
    };

    private static Step Waiting(string id, StepDelay.Types.Kind kind, Timestamp? until, string message) => new()
    {
        Id = id,
        Adapter = "network",
        Operation = id,
        State = Step.Types.State.Running,
        Attempts = 1,
        Delay = new StepDelay { Kind = kind, SinceTime = Samples.Ago(300), UntilTime = until, Message = message },
    };

    private static AdapterDecision Decided(bool hold) => new()
    {
        Time = Samples.Ago(hold ? 90 : 7200),
        Actor = hold ? "ann" : "bob",
        Hold = hold,
        Decision = hold ? Because : new Decision { Reason = "it is back" },
    };

    private static Duration Seconds(double seconds) => Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds));
}
