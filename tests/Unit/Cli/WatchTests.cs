extern alias cli;

using cli::Orchestrator.V1;
using Grpc.Core;
using AnsiSupport = Spectre.Console.AnsiSupport;
using State = cli::Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.Unit.Cli;

public sealed class WatchTests
{
    private static readonly ActivationEvent[] Events =
    [
        Samples.Event(1, "ActivationStarted", State.Running),
        Samples.Event(2, "StepStarted", State.Running, "reserve-port"),
        Samples.Event(3, "StepSucceeded", State.Running, "reserve-port"),
        Samples.Event(4, "ActivationCompleted", State.Completed),
    ];

    [Fact]
    public async Task Events_are_lines_and_the_end_is_told()
    {
        var server = Ending(State.Completed).Stream(Events);

        var run = await Run.Of(server, "activation", "watch", "7f3a");

        Golden.AssertSame("watch.txt", run.Output);
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_cut_connection_goes_on_after_the_last_event_and_tells_none_twice()
    {
        var cut = new RpcException(new Status(StatusCode.Unavailable, "Connection reset."));
        var server = Ending(State.Completed)
            .Stream(Events[..2], cut)
            .Stream([], cut)
            .Stream(Events[1..]);

        var run = await Run.Of(server, "activation", "watch", "7f3a", "--json");

        Assert.Equal(Events, run.Output.Split('\n').Select(ActivationEvent.Parser.ParseJson));
        Assert.Equal(
            [0L, 2, 2], server.Requests.OfType<WatchActivationRequest>().Select(request => request.AfterSequence));
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_person_is_told_that_the_connection_was_cut()
    {
        var cut = new RpcException(new Status(StatusCode.Unavailable, "Connection reset."));
        var server = Ending(State.Completed).Stream(Events[..2], cut).Stream([], cut).Stream(Events[2..]);

        var run = await Run.Of(server, "activation", "watch", "7f3a");

        Assert.Equal(
            """
            connection lost (Connection reset.); trying again in 250ms, after event 2
            connection lost (Connection reset.); trying again in 500ms, after event 2
            """,
            run.Error);
        Golden.AssertSame("watch.txt", run.Output);
    }

    [Fact]
    public async Task A_stream_that_ends_before_the_activation_has_is_asked_for_again()
    {
        var states = new Queue<State>([State.Running, State.Running, State.Completed]);
        var server = new ScriptedServer()
            .On<GetActivationRequest>(_ => Samples.Ended(states.Dequeue()))
            .Stream(Events[..3])
            .Stream(Events[3..]);

        var run = await Run.Of(server, "activation", "watch", "7f3a", "--json");

        Assert.Equal(Events, run.Output.Split('\n').Select(ActivationEvent.Parser.ParseJson));
        Assert.Equal(
            [0L, 3], server.Requests.OfType<WatchActivationRequest>().Select(request => request.AfterSequence));
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_refused_stream_is_an_error_and_is_not_tried_again()
    {
        var server = Ending(State.Running)
            .Stream([], new RpcException(new Status(StatusCode.PermissionDenied, "Not yours.")));

        var run = await Run.Of(server, "activation", "watch", "7f3a");

        Assert.Equal(4, run.ExitCode);
        Assert.Single(server.Requests.OfType<WatchActivationRequest>());
    }

    [Fact]
    public async Task An_activation_that_is_not_there_is_not_watched()
    {
        var server = new ScriptedServer().On<GetActivationRequest>(_ =>
            throw new RpcException(new Status(StatusCode.NotFound, "There is none.")));

        var run = await Run.Of(server, "activation", "watch", "7f3a");

        Assert.Equal(3, run.ExitCode);
        Assert.Empty(server.Requests.OfType<WatchActivationRequest>());
    }

    [Theory]
    [InlineData("Completed", null, 0)]
    [InlineData("RolledBack", null, 1)]
    [InlineData("Cancelled", null, 1)]
    [InlineData("Abandoned", null, 1)]
    [InlineData("RolledBack", "rolled-back", 0)]
    [InlineData("Completed", "rolled-back", 1)]
    public async Task The_exit_code_tells_whether_it_ended_as_asked(string end, string? expected, int code)
    {
        var server = Ending(Enum.Parse<State>(end)).Stream(Events);

        var run = await Run.Of(server, expected is null
            ? ["activation", "watch", "7f3a"]
            : ["activation", "watch", "7f3a", "--expect", expected]);

        Assert.Equal(code, run.ExitCode);
    }

    [Theory]
    [InlineData("Completed", 0)]
    [InlineData("Running", 1)]
    [InlineData("RolledBack", 1)]
    public async Task A_start_that_waits_tells_so_too(string end, int code)
    {
        var server = new ScriptedServer().On<StartActivationRequest>(_ => Samples.Ended(Enum.Parse<State>(end)));

        var run = await Run.Of(
            server, "activation", "start", "--action", "provision", "--customer", "C-1", "--wait", "5s");

        Assert.Equal(code, run.ExitCode);
    }

    [Fact]
    public async Task A_start_that_does_not_wait_is_done_when_it_is_accepted()
    {
        var server = new ScriptedServer().On<StartActivationRequest>(_ => Samples.Running());

        var run = await Run.Of(server, "activation", "start", "--action", "provision", "--customer", "C-1");

        Assert.Equal(
            """
            activations/7f3a  running
            Step 'open-port' runs.
            next: orchestrator activation watch activations/7f3a
            """,
            run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task On_a_terminal_the_last_table_stays()
    {
        var server = new ScriptedServer()
            .On<GetActivationRequest>(_ =>
            {
                var activation = Samples.Fallout();
                activation.State = State.Abandoned;
                activation.Fallouts.Clear();
                return activation;
            })
            .Stream(Events);

        var run = await Run.Of(server, world => world with
        {
            OutputIsTerminal = true,
            Ansi = AnsiSupport.No,
        }, "activation", "watch", "7f3a");

        var last = run.Output.LastIndexOf("activations/7f3a", StringComparison.Ordinal);
        Golden.AssertSame("watch-table.txt", run.Output[last..]);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task On_a_terminal_it_is_looked_now_and_then_why_a_step_waits_though_nothing_happens()
    {
        var (looks, ended) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var server = new ScriptedServer().On<GetActivationRequest>(_ =>
        {
            if (++looks < 3) return Waiting(looks == 2);
            ended.TrySetResult();
            return Samples.Ended(State.Completed);
        }).Stream(Events[..2], endsAfter: ended.Task);

        var run = await Run.Of(server, world => world with
        {
            OutputIsTerminal = true,
            Ansi = AnsiSupport.No,
        }, "activation", "watch", "7f3a", "--after-sequence", "2").WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Contains("reserve-port waits: ann holds the adapter 'network': new firmware", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    private static Activation Waiting(bool isHeld) => new()
    {
        Name = "activations/7f3a",
        State = State.Running,
        Steps =
        {
            new Step
            {
                Id = "reserve-port",
                State = Step.Types.State.Running,
                Delay = isHeld
                    ? new StepDelay
                    {
                        Kind = StepDelay.Types.Kind.Held,
                        Message = "ann holds the adapter 'network': new firmware",
                    }
                    : null,
            },
        },
    };

    private static ScriptedServer Ending(State end) =>
        new ScriptedServer().On<GetActivationRequest>(_ => Samples.Ended(end));
}
