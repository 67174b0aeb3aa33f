using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.V1;
using ProtoValue = Google.Protobuf.WellKnownTypes.Value;

namespace Orchestrator.Tests.EndToEnd.Server;

public sealed class InputTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Declared = """
        { "name": "text", "type": "String", "required": true },
        { "name": "count", "type": "Int32" },
        { "name": "names", "type": "String[]" },
        { "name": "when", "type": "DateTimeOffset" },
        { "name": "pin", "type": "String", "sensitive": true }
        """;

    private readonly RunningServer _server = shared.Server;

    [Fact]
    public async Task Everything_that_does_not_fit_the_declared_inputs_is_told_at_once()
    {
        var workflow = await _server.PublishAsync(Definitions.Sequence(Declared, Definitions.Step("first")));

        var refused = await Refused.ByAsync(_server.Activations.StartActivationAsync(_server.Order(workflow, request => request.Input = new Struct
        {
            Fields =
            {
                ["count"] = ProtoValue.ForNumber(1.5),
                ["names"] = ProtoValue.ForList(ProtoValue.ForString("a"), ProtoValue.ForNumber(1)),
                ["when"] = ProtoValue.ForString("tomorrow"),
                ["colour"] = ProtoValue.ForString("red"),
            },
        })));

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (refused.Code, refused.Reason));
        Assert.Equal(
            [
                ("input.text", "is required."),
                ("input.count", "must be a whole number that fits Int32."),
                ("input.names", "must be a list, each item a text; item 1 is not."),
                ("input.when", "must be a time as text, like 2026-12-31T08:00:00Z."),
                ("input.colour", "is not an input of the workflow."),
            ],
            refused.Fields);
    }

    [Fact]
    public async Task A_sensitive_input_is_shown_to_nobody()
    {
        var step = Definitions.Step("first").Replace(
            "\"for\": \"first\"",
            "\"pin\": { \"typeName\": \"String\", \"expression\": { \"type\": \"Input\", \"value\": { \"name\": "
                + "\"pin\" } } }",
            StringComparison.Ordinal);
        var workflow = await _server.PublishAsync(Definitions.Sequence(Declared, step));

        var ended = await _server.RunAsync(workflow, request => request.Input = new Struct
        {
            Fields = { ["text"] = ProtoValue.ForString("x"), ["pin"] = ProtoValue.ForString("4711-secret") },
        });
        using var watch = _server.Activations.WatchActivation(new WatchActivationRequest { Name = ended.Name });
        var events = await watch.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal("***", ended.Input.Fields["pin"].StringValue);
        Assert.Equal("***", ended.Steps[0].Input.Fields["pin"].StringValue);
        Assert.DoesNotContain("4711", ended.ToString() + string.Concat(events), StringComparison.Ordinal);
        Assert.DoesNotContain("sealed:", ended.ToString() + string.Concat(events), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflow_that_declares_no_inputs_takes_whatever_comes()
    {
        var workflow = await _server.PublishAsync(Definitions.TwoSteps);

        var ended = await _server.RunAsync(
            workflow, request => request.Input = new Struct { Fields = { ["any"] = ProtoValue.ForBool(true) } });

        Assert.Equal(Activation.Types.State.Completed, ended.State);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_the_request_itself_is_told_at_once()
    {
        var refused = await Refused.ByAsync(_server.Activations.StartActivationAsync(new StartActivationRequest
        {
            RequestId = new string('x', 129),
            Action = Orchestrator.V1.Action.Provision,
            Product = "no/product",
            Service = "services/1",
            Workflow = "workflows/1",
            Input = new Struct { Fields = { ["n"] = ProtoValue.ForNumber(double.NaN) } },
            OrderReference = "nul\0",
            Channel = (Channel)99,
            Requester = new string('x', 257),
            Labels = { ["a b"] = "" },
            RequestedStartTime = new Timestamp { Nanos = -1 },
            DueTime = new Timestamp { Seconds = long.MaxValue },
            OnConflict = (StartActivationRequest.Types.OnConflict)9,
            PlanHash = new string('x', 257),
            Wait = new Duration { Seconds = -1 },
        }));

        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        Assert.Equal(
            [
                "request_id", "customer", "product", "service", "workflow", "input.n", "order_reference", "channel",
                "requester", "labels",
                "requested_start_time", "due_time", "on_conflict", "plan_hash", "wait",
            ],
            refused.Fields.Select(field => field.Field));
    }

    [Theory]
    [InlineData(Orchestrator.V1.Action.Unspecified, "action")]
    [InlineData((Orchestrator.V1.Action)77, "action")]
    [InlineData(Orchestrator.V1.Action.Provision, "product")]
    [InlineData(Orchestrator.V1.Action.Deprovision, "service")]
    [InlineData(Orchestrator.V1.Action.Change, "product service")]
    [InlineData(Orchestrator.V1.Action.Suspend, "service")]
    [InlineData(Orchestrator.V1.Action.Resume, "service")]
    [InlineData(Orchestrator.V1.Action.Custom, "workflow")]
    public async Task Each_action_asks_for_what_it_needs(Orchestrator.V1.Action action, string fields)
    {
        var refused = await Refused.ByAsync(_server.Activations.StartActivationAsync(
            new StartActivationRequest { RequestId = _server.NewRequestId(), Customer = "C-1", Action = action }));

        Assert.Equal(fields.Split(' '), refused.Fields.Select(field => field.Field));
        Assert.All(refused.Fields, field => Assert.Matches("is required|is not a value", field.Description));
    }

    [Theory]
    [InlineData("workflows/nobody-knows")]
    [InlineData("workflows/nobody-knows/versions/3")]
    public async Task A_workflow_that_there_is_none_of_is_not_found(string workflow)
    {
        var refused = await Refused.ByAsync(_server.Activations.StartActivationAsync(_server.Order(workflow)));

        Assert.Equal((StatusCode.NotFound, "WORKFLOW_NOT_FOUND"), (refused.Code, refused.Reason));
        Assert.Equal(workflow, refused.Metadata["workflow"]);
    }

    [Fact]
    public async Task A_product_and_a_service_that_there_are_none_of_are_not_found()
    {
        var product = await Refused.ByAsync(_server.Activations.StartActivationAsync(new StartActivationRequest
        {
            RequestId = _server.NewRequestId(),
            Customer = "C-1",
            Action = Orchestrator.V1.Action.Provision,
            Product = "nobody-knows",
        }));
        var service = await Refused.ByAsync(_server.Activations.StartActivationAsync(new StartActivationRequest
        {
            RequestId = _server.NewRequestId(),
            Customer = "C-1",
            Action = Orchestrator.V1.Action.Deprovision,
            Service = "services/nobody-knows",
        }));

        Assert.Equal((StatusCode.NotFound, "PRODUCT_NOT_FOUND"), (product.Code, product.Reason));
        Assert.Equal((StatusCode.NotFound, "SERVICE_NOT_FOUND"), (service.Code, service.Reason));
    }
}
