using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>Events and times that start workflows, on the real server.</summary>
public sealed class TriggerTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly RunningServer _server = shared.Server;

    [Fact]
    public async Task An_event_reaches_who_waits_for_it_and_starts_the_workflows_that_begin_with_it_once()
    {
        var name = Definitions.NewId();
        var waits = await _server.Activations.StartActivationAsync(
            _server.Order(await _server.PublishAsync(Event(name, canStart: false))));
        var begins = await _server.PublishAsync(Event(name, canStart: true));
        var request = new PublishEventRequest
        {
            RequestId = _server.NewRequestId(),
            Event = name,
            Payload = new Struct { Fields = { ["port"] = Value.ForNumber(7) } },
        };

        var published = await _server.Activations.PublishEventAsync(request);
        var again = await _server.Activations.PublishEventAsync(request);
        var other = await Assert.ThrowsAsync<RpcException>(
            async () => await _server.Activations.PublishEventAsync(
                new PublishEventRequest(request) { Event = "other" }));

        Assert.Equal((1, 1), (published.Reached, published.Started));
        Assert.Equal(published, again);
        Assert.Equal(StatusCode.InvalidArgument, other.StatusCode);
        Assert.Equal(7, (await _server.UntilAsync(waits.Name, State.Completed)).Output.Fields["Got"].StructValue.Fields["port"].NumberValue);
        var started = Assert.Single(await StartedAsync(begins));
        var done = await _server.UntilAsync(started.Name, State.Completed);
        Assert.Equal(7, done.Output.Fields["Got"].StructValue.Fields["port"].NumberValue);
        Assert.Equal(
            (Orchestrator.V1.Action.Custom, $"workflows/{begins.Split('/')[1]}/triggers/wait"),
            (done.Action, done.Requester));
    }

    [Fact]
    public async Task An_event_without_a_name_is_refused()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(
            async () => await _server.Activations.PublishEventAsync(
                new PublishEventRequest { RequestId = _server.NewRequestId() }));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }

    [Fact]
    public async Task A_time_that_has_passed_starts_a_workflow_when_it_is_published_and_never_again()
    {
        var id = Definitions.NewId();

        var first = await _server.PublishAsync(StartAt(id, "first"));
        var started = await UntilStartedAsync(first);
        var second = await _server.PublishAsync(StartAt(id, "second"));
        var marker = await _server.PublishAsync(StartAt(Definitions.NewId(), "marker"));
        await UntilStartedAsync(marker);

        Assert.Equal(first, started.Workflow);
        Assert.Empty(await StartedAsync(second));
    }

    [Fact]
    public async Task A_timer_starts_a_workflow_again_and_again()
    {
        var workflow = await _server.PublishAsync($$"""
            { "definitionId": "{{Definitions.NewId()}}", "name": "Tick",
              "root": { "id": "start", "type": "Elsa.Timer", "interval": "00:00:01", "customProperties": { "canStartWorkflow": true } } }
            """);

        await UntilStartedAsync(workflow, count: 2);

        await _server.Workflows.RetireWorkflowAsync(
            new RetireWorkflowRequest { Name = workflow, RequestId = _server.NewRequestId() });
    }

    private static string Event(string name, bool canStart) => $$"""
        { "definitionId": "{{Definitions.NewId()}}", "name": "Hear", "outputs": [{ "name": "Got", "type": "Object" }],
          "root": {
            "id": "wait", "type": "Elsa.Event", "eventName": "{{name}}", "result": { "memoryReference": { "id": "Got" } },
            "customProperties": { "canStartWorkflow": {{(canStart ? "true" : "false")}} } } }
        """;

    private static string StartAt(string id, string name) => $$"""
        { "definitionId": "{{id}}", "name": "{{name}}",
          "root": { "id": "start", "type": "Elsa.StartAt", "dateTime": "2026-01-01T00:00:00Z", "customProperties": { "canStartWorkflow": true } } }
        """;

    private async Task<IReadOnlyList<Activation>> StartedAsync(string workflow)
    {
        var list = await _server.Activations.ListActivationsAsync(new ListActivationsRequest { PageSize = 1000 });
        return [.. list.Activations.Where(
            one => one.Workflow == workflow && one.Requester.Contains("/triggers/", StringComparison.Ordinal))];
    }

    /// <summary>
    /// What a workflow's trigger started; asked for until it is there, which the test's own patience bounds.
    /// </summary>
    private async Task<Activation> UntilStartedAsync(string workflow, int count = 1)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await StartedAsync(workflow) is var started && started.Count >= count)
                return started[0];

            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
