extern alias cli;

using cli::Orchestrator.Cli.Pages;
using cli::Orchestrator.V1;
using Google.Protobuf.WellKnownTypes;
using Spectre.Console;
using Action = cli::Orchestrator.V1.Action;

namespace Orchestrator.Tests.Unit.Cli;

public sealed class PageTests
{
    [Fact]
    public async Task An_activation_is_a_page_that_says_what_happened_and_what_can_be_decided()
    {
        var server = new ScriptedServer().On<GetActivationRequest>(_ => Samples.Fallout());

        var run = await Run.Of(server, "activation", "get", "7f3a");

        Golden.AssertSame("get.txt", run.Output);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(80)]
    [InlineData(40)]
    public async Task A_list_fits_the_width(int width)
    {
        var server = new ScriptedServer().On<ListActivationsRequest>(_ => new ListActivationsResponse
        {
            Activations = { Samples.Fallout(), Samples.Running(), Long() },
            NextPageToken = "cGFnZS0y",
        });

        var run = await Run.Of(server, world => world with { Width = width }, "activation", "list");

        Golden.AssertSame($"list-{width}.txt", run.Output);
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, Math.Max(width, 34)));
    }

    [Fact]
    public async Task An_empty_list_says_so()
    {
        var server = new ScriptedServer().On<ListActivationsRequest>(_ => new ListActivationsResponse());

        var run = await Run.Of(server, "activation", "list");

        Assert.Equal("There are no such activations.", run.Output);
    }

    [Fact]
    public async Task A_plan_shows_what_would_change_and_what_would_undo_it()
    {
        var server = new ScriptedServer().On<PlanActivationRequest>(_ => new ActivationPlan
        {
            Workflow = "workflows/broadband/versions/3",
            Steps =
            {
                new PlannedStep
                {
                    Id = "reserve-port", Adapter = "network", Operation = "reserve-port",
                    Input = new Struct { Fields = { ["device"] = Value.ForString("r1") } },
                    Change = "interface r1/7\n- shutdown\n+ no shutdown",
                },
                new PlannedStep
                {
                    Id = "charge", Adapter = "billing", Operation = "charge", Conditional = true,
                    PointOfNoReturn = PointOfNoReturn.Soft,
                },
            },
            Compensations =
                { new PlannedStep { Id = "reserve-port", Adapter = "network", Operation = "release-port" } },
            Supersedes =
            {
                new PlannedSupersession
                {
                    Activation = "activations/0jbwc0xf8v000", Action = Action.Change,
                    State = Activation.Types.State.Running, Outcome = PlannedSupersession.Types.Outcome.Undone,
                    Explanation = "No step of it begins any more, and 2 steps are undone first.",
                },
            },
            Warnings = { "The card expires before the due time." },
            PlanHash = "abc123",
        });

        var run = await Run.Of(server, "activation", "plan", "--action", "provision", "--customer", "C-1");

        Golden.AssertSame("plan.txt", run.Output);
    }

    [Fact]
    public async Task A_workflow_is_a_page_with_its_warnings()
    {
        var server = new ScriptedServer().On<GetWorkflowRequest>(_ => new Workflow
        {
            Name = "workflows/broadband/versions/3",
            DisplayName = "Broadband",
            Description = "A broadband line.",
            Version = 3,
            State = Workflow.Types.State.Published,
            ContentHash = "00ff",
            Author = "eve",
            PublishTime = Samples.Ago(7200),
            Adapters = { "network", "mail" },
            Warnings =
            {
                new Diagnostic
                {
                    Severity =
                        Diagnostic.Types.Severity.Warning, Code = "WF040", Message = "Step 'x' cannot be undone.",
                    Pointer = "/root/activities/0", Line = 12, Column = 5,
                },
            },
        });

        var run = await Run.Of(server, "workflow", "get", "broadband");

        Golden.AssertSame("workflow.txt", run.Output);
    }

    [Fact]
    public async Task The_content_of_a_workflow_is_printed_as_it_was_published()
    {
        const string Content = "{\n  \"definitionId\": \"x\"\n}";
        var output = new StringWriter();
        var server = new ScriptedServer().On<GetWorkflowRequest>(_ => new Workflow { Content = Content });

        await Run.Of(server, world => world with { Output = output }, "workflow", "get", "x", "--content");

        Assert.Equal(Content, output.ToString());
    }

    [Fact]
    public async Task A_definition_with_errors_is_told_place_by_place()
    {
        var server = new ScriptedServer().On<ValidateWorkflowRequest>(_ => new ValidateWorkflowResponse
        {
            Diagnostics =
            {
                new Diagnostic
                {
                    Severity =
                        Diagnostic.Types.Severity.Error, Code = "WF012", Message = "There is no adapter 'netwrok'.",
                    Activity = "reserve", Pointer = "/root/adapter", Line = 7, Column = 18,
                },
                new Diagnostic
                {
                    Severity = Diagnostic.Types.Severity.Warning, Code = "WF040", Message = "Nothing undoes 'reserve'.",
                },
            },
        });

        var run = await Run.Of(server, "workflow", "validate", "-");

        Assert.Equal(
            """
            -:7:18: error WF012 There is no adapter 'netwrok'. [/root/adapter]
            -:warning WF040 Nothing undoes 'reserve'.
            -: not valid, 1 error, 1 warning
            """,
            run.Output);
        Assert.Equal(6, run.ExitCode);
    }

    [Fact]
    public async Task What_orders_and_adapters_write_cannot_command_the_terminal()
    {
        var activation = Samples.Running();
        activation.StateReason = "Step \u001b]0;owned\u0007 runs\u001b[2J.\nAnd \u202Eon.";
        activation.Customer = "[red]C-1[/]";
        var server = new ScriptedServer().On<GetActivationRequest>(_ => activation);

        var run = await Run.Of(server, "activation", "get", "7f3a");

        Assert.Contains("Step �]0;owned� runs�[2J. And �on.", run.Output);
        Assert.Contains("[red]C-1[/]", run.Output);
    }

    [Theory]
    [InlineData(0.12, "120ms")]
    [InlineData(1, "1s")]
    [InlineData(2.19, "2.1s")]
    [InlineData(45, "45s")]
    [InlineData(119, "119s")]
    [InlineData(299, "4m")]
    [InlineData(7199, "119m")]
    [InlineData(7200, "2h")]
    [InlineData(200000, "2d")]
    [InlineData(40000000, "462d")]
    [InlineData(80000000, "2y")]
    public void A_length_of_time_is_told_short_and_never_longer_than_it_is(double seconds, string expected)
    {
        Assert.Equal(expected, Age.Length(TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void What_is_to_come_is_told_so()
    {
        Assert.Equal("in 2h", Age.Of(Samples.Ago(-7200), HastyTime.Noon));
        Assert.Equal("", Age.Of(null, HastyTime.Noon));
    }

    [Theory]
    [InlineData("open-port", "open-port")]
    [InlineData("open-port[2]", "'open-port[2]'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("", "''")]
    public void What_is_to_be_pasted_into_a_shell_is_quoted(string text, string expected)
    {
        Assert.Equal(expected, ShellWord.Of(text));
    }

    [Fact]
    public void Every_state_has_a_style_and_those_that_need_a_person_are_red()
    {
        Assert.Equal(Color.Red, Styles.Of(Activation.Types.State.Fallout).Foreground);
        Assert.Equal(Color.Green, Styles.Of(Activation.Types.State.Completed).Foreground);
        Assert.Equal(Color.Red, Styles.Of(Step.Types.State.CompensationFailed).Foreground);
    }

    private static Activation Long()
    {
        var activation = Samples.Ended(Activation.Types.State.RolledBack);
        activation.Action = Action.Deprovision;
        activation.Customer = "a customer with a remarkably long name and number 4711";
        activation.Service = "services/0000000000000000000000042";
        activation.Product = "business-mail";
        activation.OrderReference = "ORDER-2026-08-22-000000001";
        activation.StateReason =
            "Everything was undone, because the card was declined, and the customer changed their mind.";
        activation.CreateTime = Samples.Ago(200000);
        return activation;
    }
}
