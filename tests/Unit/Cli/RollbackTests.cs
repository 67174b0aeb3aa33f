extern alias cli;

using cli::Orchestrator.V1;
using Grpc.Core;
using AnsiSupport = Spectre.Console.AnsiSupport;

namespace Orchestrator.Tests.Unit.Cli;

public sealed class RollbackTests
{
    private static readonly string[] Rollback =
        ["activation", "rollback", "7f3a", "--reason", "wrong address", "--ticket", "T-1", "--request-id", "r-1"];

    [Fact]
    public async Task What_was_shown_is_what_is_rolled_back()
    {
        var server = Server();

        var run = await Run.Of(server, [.. Rollback, "--yes", "--back-to", "reserve-port", "--force"]);

        Golden.AssertSame("rollback.txt", run.Output);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                new GetActivationRequest { Name = "activations/7f3a", View = ActivationView.Basic },
                new PlanRollbackRequest { Name = "activations/7f3a", BackToStep = "reserve-port" },
                new RollbackActivationRequest
                {
                    Name = "activations/7f3a",
                    RequestId = "r-1",
                    Decision = new Decision { Reason = "wrong address", Ticket = "T-1" },
                    BackToStep = "reserve-port",
                    Force = true,
                    Etag = "e-9",
                    PlanHash = "hash-1",
                },
            ],
            server.Requests);
    }

    [Theory]
    [InlineData("y", true)]
    [InlineData("Yes", true)]
    [InlineData("n", false)]
    [InlineData("", false)]
    [InlineData("rollback", false)]
    [InlineData(null, false)]
    public async Task A_person_is_asked_and_only_yes_is_yes(string? answer, bool goesOn)
    {
        var server = Server();

        var run = await Run.Of(server, world => AtATerminal(world, answer), Rollback);

        Assert.StartsWith("Roll back activations/7f3a? [y/N]", run.Error);
        Assert.Equal(goesOn ? 0 : 4, run.ExitCode);
        Assert.Equal(goesOn, server.Requests.OfType<RollbackActivationRequest>().Any());
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_it_is_refused()
    {
        var server = Server();

        var run = await Run.Of(server, Rollback);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--yes", run.Error);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Programs_are_not_asked()
    {
        var server = Server();

        var run = await Run.Of(server, world => AtATerminal(world, "y"), [.. Rollback, "--json"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_plan_that_is_not_allowed_is_shown_and_nothing_is_sent()
    {
        var server = Server(new RollbackPlan
        {
            Irreversible = { new PlannedStep { Id = "port-number", Adapter = "phone", Operation = "port-number" } },
            Warnings = { "Step 'port-number' is past a hard point of no return." },
        });

        var run = await Run.Of(server, [.. Rollback, "--yes"]);

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("port-number", run.Output);
        Assert.Equal(
            """
            error refused
              activations/7f3a cannot be rolled back as it is. Step 'port-number' is past a hard point of no return.
              Nothing was changed.
            """,
            run.Error);
        Assert.Empty(server.Requests.OfType<RollbackActivationRequest>());
    }

    [Fact]
    public async Task A_plan_that_was_looked_at_already_is_not_shown_again()
    {
        var server = Server();

        var run = await Run.Of(server, [.. Rollback, "--yes", "--plan-hash", "hash-0", "--etag", "e-0"]);

        Assert.Equal("activations/7f3a  rolling-back\nIt is undone.", run.Output);
        var sent = Assert.IsType<RollbackActivationRequest>(Assert.Single(server.Requests));
        Assert.Equal(("hash-0", "e-0"), (sent.PlanHash, sent.Etag));
    }

    [Fact]
    public async Task A_lost_answer_is_told_with_all_that_sends_the_same_again()
    {
        var server = Server()
            .On<RollbackActivationRequest>(_ => throw new RpcException(new Status(StatusCode.Unavailable, "Gone.")));

        var run = await Run.Of(server, world => world with { Width = 1000 }, [.. Rollback, "--yes"]);

        Assert.EndsWith(
            "send the same again with --request-id r-1 --plan-hash hash-1 --etag e-9: it is done once.", run.Error);
    }

    private static cli::Orchestrator.Cli.Surroundings AtATerminal(
        cli::Orchestrator.Cli.Surroundings world, string? answer) =>
        world with
        {
            InputIsTerminal = true,
            OutputIsTerminal = true,
            Ansi = AnsiSupport.No,
            Input = new StringReader(answer is null ? "" : answer + "\n"),
        };

    private static ScriptedServer Server(RollbackPlan? plan = null) => new ScriptedServer()
        .On<GetActivationRequest>(_ => Samples.Fallout())
        .On<PlanRollbackRequest>(_ => plan ?? new RollbackPlan
        {
            Compensations =
            {
                new PlannedStep { Id = "mailbox", Adapter = "mail", Operation = "delete-mailbox" },
                new PlannedStep { Id = "reserve-port", Adapter = "network", Operation = "release-port" },
            },
            Irreversible = { new PlannedStep { Id = "welcome", Adapter = "mail", Operation = "send" } },
            AffectedServices = { "services/s-2" },
            Warnings = { "The setup fee is not refunded." },
            Allowed = true,
            PlanHash = "hash-1",
        })
        .On<RollbackActivationRequest>(_ => new Activation
        {
            Name = "activations/7f3a",
            State = Activation.Types.State.RollingBack,
            StateReason = "It is undone.",
        });
}
