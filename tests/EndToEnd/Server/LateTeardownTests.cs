using Google.Protobuf.WellKnownTypes;
using Orchestrator.TestKit;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>
/// A cancellation that was agreed for later, and a change to another product in between: the service is ended as what it
/// is then, when it was promised.
/// </summary>
public sealed class LateTeardownTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("products");

    public LateTeardownTests()
    {
        Write("copper", "\"pair\"", "\"provision\": \"provision.json\", \"deprovision\": \"deprovision.json\"");
        Write("fibre", "\"fibre\", \"ont\"", "\"provision\": \"provision.json\", \"deprovision\": \"deprovision.json\", \"change\": \"change.json\"");
        Write("radio", "\"mast\"", "\"provision\": \"provision.json\", \"change\": \"change.json\"");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_has_become_another_product_is_ended_by_that_ones_workflow_at_the_time_that_was_agreed()
    {
        var (cancellation, service, server) = await ChangeAndComeBackAsync("fibre", ("fibre", "F-9"), ("ont", "O-1"));
        await using var _ = server;

        var ended = await server.UntilAsync(cancellation, State.Completed);

        Assert.Equal(
            ("workflows/fibre-deprovision/versions/1", "fibre", "the move"),
            (ended.Workflow, ended.Product, ended.OrderReference));
        Assert.Equal(["give-back"], ended.Steps.Select(step => step.Id));
        Assert.Equal(
            ("F-9", "O-1"),
            (ended.Steps[0].Input.Fields["fibre"].StringValue, ended.Steps[0].Input.Fields["ont"].StringValue));
        Assert.Equal(Service.Types.State.Terminated, service().State);
        Assert.Equal(ended.Name, service().Activation);
        Assert.Contains(
            ended.Name, (await server.Activations.ListActivationsAsync(new ListActivationsRequest
            {
                Filter = new ActivationFilter { States = { State.Completed }, Action = Action.Deprovision },
            })).Activations.Select(one => one.Name));
    }

    [Fact]
    public async Task Where_nobody_wrote_how_that_one_ends_what_it_holds_is_undone_at_the_time_that_was_agreed()
    {
        var (cancellation, service, server) = await ChangeAndComeBackAsync("radio", ("mast", "M-1"));
        await using var _ = server;

        var ended = await server.UntilAsync(cancellation, State.Completed);

        Assert.Equal("radio", ended.Product);
        Assert.NotEqual("workflows/copper-deprovision/versions/1", ended.Workflow);
        Assert.Equal(Service.Types.State.Terminated, service().State);
    }

    /// <summary>Whoever watches it from its beginning sees the one workflow, and then the other.</summary>
    [Fact]
    public async Task Its_history_says_which_workflow_took_the_place_of_the_first()
    {
        var (cancellation, _, server) = await ChangeAndComeBackAsync("fibre", ("fibre", "F-9"), ("ont", "O-1"));
        await using var running = server;
        await server.UntilAsync(cancellation, State.Completed);

        using var watch = server.Activations.WatchActivation(new WatchActivationRequest { Name = cancellation });
        var events = new List<ActivationEvent>();
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
            events.Add(watch.ResponseStream.Current);

        var replaced = Assert.Single(events, happened => happened.Type == "WorkflowReplaced");
        Assert.Equal(
            "The service is of product 'fibre' now: it is ended by workflows/fibre-deprovision/versions/1.", replaced.Summary);
        Assert.Contains(events, happened => happened is { Type: "StepSucceeded" });
    }

    /// <summary>Copper is ordered and cancelled for in a month; it is changed; and a month goes by.</summary>
    private async Task<(string Cancellation, Func<Service> Service, RunningServer Server)> ChangeAndComeBackAsync(
        string to, params (string Name, string Value)[] input)
    {
        var server = await StartAsync();
        var service = (await RunAsync(server, Order(Action.Provision, "copper", "", ("pair", "P-7")))).Service;
        var order = Order(Action.Deprovision, "", service);
        order.RequestedStartTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(30));
        order.OrderReference = "the move";
        var cancellation = await server.Activations.StartActivationAsync(order);
        await RunAsync(server, Order(Action.Change, to, service, input));
        Assert.Equal(
            (State.Scheduled, "workflows/copper-deprovision/versions/1"), (cancellation.State, cancellation.Workflow));

        var later = await server.RestartAsync(
            settings => settings with { Workflows = _folder.Path }, new Later(TimeSpan.FromDays(31)));
        return (cancellation.Name, () => later.Inventory.GetService(new GetServiceRequest { Name = service }), later);
    }

    private Task<RunningServer> StartAsync() =>
        RunningServer.StartAsync(settings => settings with { Workflows = _folder.Path });

    private static async Task<Activation> RunAsync(RunningServer server, StartActivationRequest order)
    {
        order.Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(30));
        var ended = await server.Activations.StartActivationAsync(order);
        Assert.Equal(State.Completed, ended.State);
        return ended;
    }

    private static StartActivationRequest Order(
        Action action, string product, string service, params (string Name, string Value)[] input)
    {
        var order = new StartActivationRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            Action = action,
            Customer = "C-1",
            Product = product,
            Service = service,
            Input = new Struct(),
        };
        foreach (var (name, value) in input)
            order.Input.Fields[name] = Value.ForString(value);
        return order;
    }

    /// <summary>A product whose workflows do nothing but say with what.</summary>
    private void Write(string product, string inputs, string actions)
    {
        var names = inputs.Split(", ").Select(name => name.Trim('"')).ToArray();
        Directory.CreateDirectory(Path.Combine(_folder.Path, product));
        File.WriteAllText(Path.Combine(_folder.Path, product, "product.json"), $$"""
            {
              "id": "{{product}}", "displayName": "{{product}}", "actions": { {{actions}} },
              "waivers": [
                { "step": "take", "who": "Tests", "why": "It does nothing.", "until": "2099-12-31" },
                { "step": "move", "who": "Tests", "why": "It does nothing.", "until": "2099-12-31" }
              ],
              "inputs": { "type": "object", "properties": { {{string.Join(", ", names.Select(name => $"\"{name}\": {{ \"type\": \"string\" }}"))}} } }
            }
            """);
        foreach (var (action, step) in new[] { ("provision", "take"), ("change", "move"), ("deprovision", "give-back") })
        {
            if (!actions.Contains(action, StringComparison.Ordinal))
                continue;

            var declared = string.Join(", ", names.Select(name => $$"""{ "name": "{{name}}", "type": "String", "required": true }"""));
            var given = string.Join(", ", names.Select(name => $$"""
                "{{name}}": { "typeName": "String", "expression": { "type": "Input", "value": { "name": "{{name}}" } } }
                """));
            File.WriteAllText(Path.Combine(_folder.Path, product, $"{action}.json"), $$"""
                {
                  "definitionId": "{{product}}-{{action}}", "name": "{{product}}-{{action}}", "description": "For a test.",
                  "inputs": [{{declared}}],
                  "root": { "id": "root", "type": "Elsa.Sequence", "activities": [
                    { "id": "{{step}}", "type": "Orchestrator.Step", "adapter": "null", "operation": "noop", "input": { {{given}} } }
                  ] }
                }
                """);
        }
    }

    /// <summary>The system's clock, and so much later.</summary>
    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
