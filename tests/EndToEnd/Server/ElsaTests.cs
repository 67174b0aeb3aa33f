using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>Elsa's activities that reach beyond their own workflow, on the real server.</summary>
public sealed class ElsaTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly RunningServer _server = shared.Server;

    [Fact]
    public async Task A_request_is_sent_and_its_answer_kept()
    {
        var workflow = await _server.PublishAsync($$"""
            {
              "definitionId": "{{Definitions.NewId()}}",
              "name": "Ask",
              "outputs": [{ "name": "Status", "type": "Int32" }, { "name": "Health", "type": "Object" }],
              "root": {
                "id": "ask", "type": "Elsa.FlowSendHttpRequest", "url": "{{_server.Http.BaseAddress}}health",
                "statusCode": { "memoryReference": { "id": "Status" } },
                "parsedContent": { "memoryReference": { "id": "Health" } }
              }
            }
            """);

        var asked = await _server.RunAsync(workflow);

        Assert.Equal((State.Completed, 200), (asked.State, (int)asked.Output.Fields["Status"].NumberValue));
        Assert.Equal("SERVING", asked.Output.Fields["Health"].StructValue.Fields["status"].StringValue);
    }

    [Fact]
    public async Task A_workflow_that_is_started_is_the_version_of_then_and_is_undone_with_what_started_it()
    {
        var id = Definitions.NewId();
        await _server.PublishAsync(Child(id, "one"));
        var parent = await _server.PublishAsync($$"""
            {
              "definitionId": "{{Definitions.NewId()}}",
              "name": "Parent",
              "root": { "id": "all", "type": "Elsa.Sequence", "activities": [
                { "id": "wait", "type": "Elsa.Event", "eventName": "go" },
                { "id": "call", "type": "Elsa.ExecuteWorkflow", "workflowDefinitionId": "{{id}}", "waitForCompletion": true },
                { "id": "stay", "type": "Elsa.Event", "eventName": "never" } ] }
            }
            """);
        var began = await _server.Activations.StartActivationAsync(_server.Order(parent));
        await _server.PublishAsync(Child(id, "two"));

        await _server.Activations.SignalActivationAsync(
            new SignalActivationRequest { Name = began.Name, RequestId = _server.NewRequestId(), Signal = "go" });
        var step = await StepAsync(began.Name, "call", Step.Types.State.Succeeded);
        var child = await _server.Activations.GetActivationAsync(new GetActivationRequest { Name = step.Child });
        await _server.Activations.RollbackActivationAsync(new RollbackActivationRequest
        {
            Name = began.Name,
            RequestId = _server.NewRequestId(),
            Decision = new Decision { Reason = "test" },
        });
        await StepAsync(began.Name, "call", Step.Types.State.Compensated);
        var undone = await _server.Activations.GetActivationAsync(new GetActivationRequest { Name = step.Child });

        var ofParent = await _server.Activations.ListActivationsAsync(
            new ListActivationsRequest { Filter = new ActivationFilter { Parent = began.Name } });

        Assert.Equal((began.Name, "call"), (child.Parent, child.ParentStep));
        Assert.Equal([step.Child], ofParent.Activations.Select(one => one.Name));
        Assert.Equal((State.Completed, "one"), (child.State, child.Steps[0].Id));
        Assert.Equal(State.RolledBack, undone.State);
    }

    private static string Child(string id, string step) =>
        $$"""{ "definitionId": "{{id}}", "name": "Child", "root": {{Definitions.Step(step)}} }""";

    /// <summary>The step, once it is in a state; the activation's events say when to look.</summary>
    private async Task<Step> StepAsync(string activation, string step, Step.Types.State state)
    {
        using var watch = _server.Activations.WatchActivation(new WatchActivationRequest { Name = activation });
        while (true)
        {
            var now = await _server.Activations.GetActivationAsync(new GetActivationRequest { Name = activation });
            if (now.Steps.FirstOrDefault(one => one.Id == step) is { } found && found.State == state)
                return found;
            if (!await watch.ResponseStream.MoveNext(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token))
                throw new InvalidOperationException($"{activation} ended, and step '{step}' was never {state}.");
        }
    }
}
