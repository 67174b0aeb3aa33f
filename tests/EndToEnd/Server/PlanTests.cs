using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.V1;
using ProtoValue = Google.Protobuf.WellKnownTypes.Value;

namespace Orchestrator.Tests.EndToEnd.Server;

public sealed class PlanTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly RunningServer _server = shared.Server;

    [Fact]
    public async Task A_plan_shows_the_steps_and_what_would_undo_them_and_has_no_effect()
    {
        var workflow = await _server.PublishAsync(Definitions.TwoSteps);

        var plan = await _server.Activations.PlanActivationAsync(
            new PlanActivationRequest
            {
                Request = _server.Order(workflow, order => (order.RequestId, order.Customer) = ("", "C-plan")),
            });

        Assert.Equal(workflow, plan.Workflow);
        Assert.Equal([("first", "null", "do", "first"), ("second", "null", "do", "second")], plan.Steps.Select(Short));
        Assert.Equal(
            [("second", "undo"), ("first", "undo")], plan.Compensations.Select(step => (step.Id, step.Operation)));
        Assert.Empty((await _server.Activations.ListActivationsAsync(new ListActivationsRequest { Filter = new ActivationFilter { Customer = "C-plan" } })).Activations);
    }

    [Fact]
    public async Task A_step_that_the_adapter_can_preview_shows_what_it_would_change()
    {
        var reserve = """
            { "id": "reserve", "type": "Orchestrator.Step", "adapter": "network", "operation": "reserve-port", "input": { "device": "olt-1", "customer": "C-1" } }
            """;
        var workflow = await _server.PublishAsync(Definitions.Sequence("", reserve));

        var plan = await _server.Activations.PlanActivationAsync(
            new PlanActivationRequest { Request = _server.Order(workflow) });

        Assert.NotEmpty(plan.Steps.Single().Change);
    }

    [Fact]
    public async Task The_same_order_has_the_same_plan_also_with_sensitive_inputs()
    {
        const string Pin = """{ "name": "pin", "type": "String", "sensitive": true }""";
        var workflow = await _server.PublishAsync(Definitions.Sequence(Pin, Definitions.Step("first").Replace(
            "\"for\": \"first\"",
            "\"pin\": { \"typeName\": \"String\", \"expression\": { \"type\": \"Input\", \"value\": { \"name\": "
                + "\"pin\" } } }",
            StringComparison.Ordinal)));
        var request = new PlanActivationRequest
        {
            Request = _server.Order(
                workflow,
                order => order.Input = new Struct { Fields = { ["pin"] = ProtoValue.ForString("4711-secret") } }),
        };

        var one = await _server.Activations.PlanActivationAsync(request);
        var other = await _server.Activations.PlanActivationAsync(request);
        request.Request.Input.Fields["pin"] = ProtoValue.ForString("another");
        var changed = await _server.Activations.PlanActivationAsync(request);

        Assert.Equal(one, other);
        Assert.NotEqual(one.PlanHash, changed.PlanHash);
        Assert.Equal("***", one.Steps.Single().Input.Fields["pin"].StringValue);
    }

    [Fact]
    public async Task What_cannot_be_started_cannot_be_planned_but_for_the_request_id()
    {
        var refused = await Refused.ByAsync(_server.Activations.PlanActivationAsync(new PlanActivationRequest()));

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (refused.Code, refused.Reason));
        Assert.Equal(["action", "customer"], refused.Fields.Select(field => field.Field));
    }

    private static (string Id, string Adapter, string Operation, string For) Short(PlannedStep step) =>
        (step.Id, step.Adapter, step.Operation, step.Input.Fields["for"].StringValue);
}
