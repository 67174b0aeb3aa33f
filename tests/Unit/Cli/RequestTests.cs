extern alias cli;

using cli::Orchestrator.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Action = cli::Orchestrator.V1.Action;

namespace Orchestrator.Tests.Unit.Cli;

/// <summary>What the commands send, whole.</summary>
public sealed class RequestTests
{
    private static readonly Decision Because = new() { Reason = "the customer called", Ticket = "T-1" };

    [Fact]
    public async Task Start_sends_all_that_was_ordered()
    {
        var server = new ScriptedServer().On<StartActivationRequest>(_ => Samples.Running());

        var run = await Run.Of(
            server,
            "activation", "start", "--action", "change", "--customer", "C-1", "--product", "fibre", "--service", "s-1",
            "--input", "speed=1000", "--input", "name=Ann", "--label", "region=north", "--label", "empty=",
            "--order-reference", "O-1", "--channel", "in-person", "--requester", "Bob", "--priority", "-3",
            "--start-time", "+2h", "--due-time", "2026-08-23T00:00:00Z", "--on-conflict", "queue",
            "--plan-hash", "abc", "--wait", "90s", "--request-id", "r-1");

        Assert.Equal("", run.Error);
        Assert.Equal(
            new StartActivationRequest
            {
                RequestId = "r-1",
                Action = Action.Change,
                Customer = "C-1",
                Product = "fibre",
                Service = "services/s-1",
                Input = Object(("speed", Value.ForNumber(1000)), ("name", Value.ForString("Ann"))),
                OrderReference = "O-1",
                Channel = Channel.InPerson,
                Requester = "Bob",
                Labels = { ["region"] = "north", ["empty"] = "" },
                Priority = -3,
                RequestedStartTime = Timestamp.FromDateTimeOffset(HastyTime.Noon.AddHours(2)),
                DueTime = Timestamp.FromDateTimeOffset(HastyTime.Noon.AddHours(12)),
                OnConflict = StartActivationRequest.Types.OnConflict.Queue,
                PlanHash = "abc",
                Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(90)),
            },
            Assert.Single(server.Requests));
    }

    [Fact]
    public async Task A_plan_is_asked_for_with_the_same_options_as_a_start()
    {
        var server = new ScriptedServer().On<PlanActivationRequest>(_ => new ActivationPlan());

        await Run.Of(
            server,
            "activation", "plan", "--action", "custom", "--customer", "C-1", "--workflow", "audit@2", "--input", "deep=true");

        Assert.Equal(
            new PlanActivationRequest
            {
                Request = new StartActivationRequest
                {
                    Action = Action.Custom,
                    Customer = "C-1",
                    Workflow = "workflows/audit/versions/2",
                    Input = Object(("deep", Value.ForBool(true))),
                },
            },
            Assert.Single(server.Requests));
    }

    [Fact]
    public async Task Single_values_win_over_those_of_a_file()
    {
        var server = new ScriptedServer().On<StartActivationRequest>(_ => Samples.Running());

        await Run.Of(
            server,
            world => world with { Input = new StringReader("""{"speed": 100, "email": "ann@example.com"}""") },
            "activation", "start", "--action", "provision", "--customer", "C-1", "--product", "broadband",
            "--input-file", "-", "--input", "speed=1000", "--request-id", "r-1");

        Assert.Equal(
            Object(("speed", Value.ForNumber(1000)), ("email", Value.ForString("ann@example.com"))),
            Assert.IsType<StartActivationRequest>(Assert.Single(server.Requests)).Input);
    }

    [Theory]
    [InlineData("hold", "HoldActivationRequest")]
    [InlineData("release", "ReleaseActivationRequest")]
    [InlineData("cancel", "CancelActivationRequest")]
    public async Task A_decision_goes_with_its_reason_and_ticket(string command, string request)
    {
        var server = new ScriptedServer()
            .On<HoldActivationRequest>(_ => Samples.Running())
            .On<ReleaseActivationRequest>(_ => Samples.Running())
            .On<CancelActivationRequest>(_ => Samples.Running());

        await Run.Of(
            server,
            "activation", command, "7f3a", "--reason", "the customer called", "--ticket", "T-1", "--request-id", "r-1");

        var sent = (IMessage)Assert.Single(server.Requests);
        Assert.Equal(request, sent.Descriptor.Name);
        Assert.Equal("activations/7f3a", Field(sent, "name"));
        Assert.Equal("r-1", Field(sent, "request_id"));
        Assert.Equal(Because, Field(sent, "decision"));
    }

    [Fact]
    public async Task A_fallout_is_resolved_with_what_belongs_to_the_decision()
    {
        var server = new ScriptedServer().On<ResolveFalloutRequest>(_ => Samples.Running());

        await Run.Of(
            server,
            "activation", "resolve", "activations/7f3a", "--step", "open-port[2]", "--decision", "complete",
            "--step-output", "port=7", "--reason", "the customer called", "--ticket", "T-1", "--etag", "e-1",
            "--request-id", "r-1");

        Assert.Equal(
            new ResolveFalloutRequest
            {
                Name = "activations/7f3a",
                RequestId = "r-1",
                Decision = Because,
                Step = "open-port[2]",
                Resolution = FalloutDecision.Complete,
                StepOutput = Object(("port", Value.ForNumber(7))),
                Etag = "e-1",
            },
            Assert.Single(server.Requests));
    }

    [Fact]
    public async Task A_signal_goes_with_its_payload()
    {
        var server = new ScriptedServer().On<SignalActivationRequest>(_ => Samples.Running());

        await Run.Of(
            server, "activation", "signal", "7f3a", "visit-done", "--payload", "engineer=Eve", "--request-id", "r-1");

        Assert.Equal(
            new SignalActivationRequest
            {
                Name = "activations/7f3a",
                RequestId = "r-1",
                Signal = "visit-done",
                Payload = Object(("engineer", Value.ForString("Eve"))),
            },
            Assert.Single(server.Requests));
    }

    [Fact]
    public async Task An_event_goes_with_its_payload_and_whom_it_is_for()
    {
        var server = new ScriptedServer().On<PublishEventRequest>(
            _ => new PublishEventResponse { Activation = "activations/7f3a", Reached = 1, Started = 2 });

        var run = await Run.Of(
            server, "event", "publish", "line-restored", "--payload", "line=7", "--correlation", "C-1", "--request-id", "r-1");

        Assert.Equal(
            new Run(
                0,
                "line-restored reached 1 activation that waited for it and started 2 activations: activations/7f3a",
                ""),
            run);
        Assert.Equal(
            new PublishEventRequest
            {
                RequestId = "r-1",
                Event = "line-restored",
                Payload = Object(("line", Value.ForNumber(7))),
                CorrelationId = "C-1",
            },
            Assert.Single(server.Requests));
    }

    [Fact]
    public async Task For_programs_the_answer_to_an_event_is_one_object()
    {
        var server = new ScriptedServer().On<PublishEventRequest>(
            _ => new PublishEventResponse { Activation = "activations/7f3a", Started = 1 });

        var run = await Run.Of(server, "event", "publish", "line-restored", "--request-id", "r-1", "--json");

        Assert.Equal(
            new Run(0, """{ "activation": "activations/7f3a", "reached": 0, "started": 1 }""", ""),
            run);
        Assert.Equal(
            new PublishEventRequest { RequestId = "r-1", Event = "line-restored" }, Assert.Single(server.Requests));
    }

    [Fact]
    public async Task A_list_is_asked_for_with_every_filter()
    {
        var server = new ScriptedServer().On<ListActivationsRequest>(_ => new ListActivationsResponse());

        await Run.Of(
            server,
            "activation", "list", "--state", "fallout", "--state", "held", "--customer", "C-1", "--service", "s-1",
            "--product", "fibre", "--order-reference", "O-1", "--action", "provision", "--channel", "api",
            "--label", "region=north", "--created-after", "-2h", "--created-before", "2026-08-22T12:00:00Z",
            "--adapter", "network", "--parent", "0a1", "--oldest-first", "--page-size", "7", "--page-token", "next");

        Assert.Equal(
            new ListActivationsRequest
            {
                PageSize = 7,
                PageToken = "next",
                OldestFirst = true,
                View = ActivationView.Basic,
                Filter = new ActivationFilter
                {
                    States = { Activation.Types.State.Fallout, Activation.Types.State.Held },
                    Customer = "C-1",
                    Service = "services/s-1",
                    Product = "fibre",
                    OrderReference = "O-1",
                    Action = Action.Provision,
                    Channel = Channel.Api,
                    Labels = { ["region"] = "north" },
                    CreatedAfter = Timestamp.FromDateTimeOffset(HastyTime.Noon.AddHours(-2)),
                    CreatedBefore = Timestamp.FromDateTimeOffset(HastyTime.Noon),
                    Adapter = "network",
                    Parent = "activations/0a1",
                },
            },
            Assert.Single(server.Requests));
    }

    [Fact]
    public async Task All_pages_of_a_list_are_one_document()
    {
        var server = new ScriptedServer().On<ListWorkflowsRequest>(request => new ListWorkflowsResponse
        {
            Workflows = { new Workflow { Name = $"workflows/after-{request.PageToken}/versions/1" } },
            NextPageToken = request.PageToken switch { "" => "1", "1" => "2", _ => "" },
        });

        var run = await Run.Of(server, "workflow", "list", "--all", "--all-versions", "--json");

        var whole = ListWorkflowsResponse.Parser.ParseJson(run.Output);
        Assert.Equal(
            ["workflows/after-/versions/1", "workflows/after-1/versions/1", "workflows/after-2/versions/1"],
            whole.Workflows.Select(workflow => workflow.Name));
        Assert.Equal("", whole.NextPageToken);
        Assert.All(server.Requests, request => Assert.True(((ListWorkflowsRequest)request).AllVersions));
    }

    [Fact]
    public async Task A_definition_is_published_as_it_is_written()
    {
        const string Content = "{\n  \"definitionId\": \"Grüße\"\n}\n";
        var server = new ScriptedServer().On<PublishWorkflowRequest>(_ => new Workflow());

        await Run.Of(
            server,
            world => world with { Input = new StringReader(Content) },
            "workflow", "publish", "-", "--expected-latest", "broadband@3", "--request-id", "r-1");

        Assert.Equal(
            new PublishWorkflowRequest
            {
                RequestId = "r-1",
                Content = Content,
                ExpectedLatest = "workflows/broadband/versions/3",
            },
            Assert.Single(server.Requests));
    }

    [Fact]
    public async Task A_version_is_retired_by_its_short_name()
    {
        var server = new ScriptedServer().On<RetireWorkflowRequest>(_ => new Workflow());

        await Run.Of(server, "workflow", "retire", "broadband@3", "--request-id", "r-1");

        Assert.Equal(
            new RetireWorkflowRequest { Name = "workflows/broadband/versions/3", RequestId = "r-1" },
            Assert.Single(server.Requests));
    }

    [Fact]
    public async Task A_new_request_id_is_sent_and_told()
    {
        var server = new ScriptedServer().On<HoldActivationRequest>(_ => Samples.Running());

        var run = await Run.Of(server, "activation", "hold", "7f3a", "--reason", "why");

        var sent = Assert.IsType<HoldActivationRequest>(Assert.Single(server.Requests)).RequestId;
        Assert.True(Guid.TryParse(sent, out _));
        Assert.Equal($"request id {sent}", run.Error);
    }

    [Fact]
    public async Task A_new_request_id_is_told_to_programs_as_JSON()
    {
        var server = new ScriptedServer().On<HoldActivationRequest>(_ => Samples.Running());

        var run = await Run.Of(server, "activation", "hold", "7f3a", "--reason", "why", "--json");

        var sent = Assert.IsType<HoldActivationRequest>(Assert.Single(server.Requests)).RequestId;
        Assert.Equal($$"""{"requestId":"{{sent}}"}""", run.Error);
        Assert.Equal(Samples.Running(), Activation.Parser.ParseJson(run.Output));
    }

    [Theory]
    [InlineData(null, "ann")]
    [InlineData("order-system", "order-system")]
    public async Task The_caller_is_the_user_unless_named(string? given, string expected)
    {
        var server = new ScriptedServer().On<GetActivationRequest>(_ => Samples.Running());

        await Run.Of(server, given is null
            ? ["activation", "get", "7f3a"]
            : ["activation", "get", "7f3a", "--caller", given]);

        Assert.Equal(expected, Assert.Single(server.Options).Headers!.GetValue("orchestrator-caller"));
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData("5m", 300)]
    public async Task A_call_has_a_deadline(string? timeout, int seconds)
    {
        var server = new ScriptedServer().On<GetActivationRequest>(_ => Samples.Running());

        await Run.Of(server, timeout is null
            ? ["activation", "get", "7f3a"]
            : ["activation", "get", "7f3a", "--timeout", timeout]);

        Assert.Equal(HastyTime.Noon.UtcDateTime.AddSeconds(seconds), Assert.Single(server.Options).Deadline);
    }

    [Fact]
    public async Task A_start_that_waits_has_that_much_more_time()
    {
        var server = new ScriptedServer().On<StartActivationRequest>(_ => Samples.Running());

        await Run.Of(
            server, "activation", "start", "--action", "provision", "--customer", "C-1", "--wait", "10m");

        Assert.Equal(HastyTime.Noon.UtcDateTime.AddSeconds(630), Assert.Single(server.Options).Deadline);
    }

    private static object Field(IMessage message, string name) =>
        message.Descriptor.FindFieldByName(name).Accessor.GetValue(message);

    private static Struct Object(params (string Name, Value Value)[] members)
    {
        var whole = new Struct();
        foreach (var (name, value) in members) whole.Fields[name] = value;
        return whole;
    }
}
