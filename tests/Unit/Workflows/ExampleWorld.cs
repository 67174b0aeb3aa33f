using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Adapters;
using Orchestrator.Core.Products.Reading;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Proposing;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine;
using Orchestrator.Engine.Expressions;
using Orchestrator.TestKit;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Workflows;

/// <summary>The examples on an engine, with the sandbox's systems and a journal in memory.</summary>
internal sealed class ExampleWorld : IAsyncDisposable
{
    private readonly MemoryDatabase _database = new();
    private readonly InMemoryWorkflowStore _store = new();
    private readonly ExampleSandbox _sandbox = new();
    private readonly WorkflowReaderOptions _options;
    private readonly ActivationEngine _engine;
    private int _orders;

    private ExampleWorld()
    {
        var adapters = new AdapterRegistry(_sandbox.ByName);
        _options = new WorkflowReaderOptions(adapters, ScriptLanguages.All);
        _engine = new ActivationEngine(
            new EngineOptions(),
            new InMemoryJournal(_database),
            new PlanCache(
                _store, stored => WorkflowReader.ReadPublished(stored.Content, _options, stored.Version).Plan!),
            adapters,
            new Sealer(new byte[Sealer.KeySize]),
            TimeProvider.System,
            NullLogger<ActivationEngine>.Instance);
    }

    public static async Task<ExampleWorld> StartAsync()
    {
        var world = new ExampleWorld();
        await world._engine.StartAsync(default);
        return world;
    }

    /// <summary>
    /// Orders a product, with faults of the sandbox by operation; answered when it has finished, or a person is needed.
    /// </summary>
    public Task<SagaState> ProvisionAsync(
        string product, string input, params (string Operation, string Fault)[] faults) =>
        RunAsync(product, "provision", Order(product, input, faults), service: null);

    /// <summary>
    /// Ends the service of a provisioning; its workflow gets what it declares of what the service has.
    /// </summary>
    public Task<SagaState> DeprovisionAsync(SagaState provisioned, string input)
    {
        var service = _database.Services[provisioned.Order.Service];
        var order = Order(service.Product, input, []) with
        {
            Action = ActivationAction.Deprovision,
            Service = service.Id,
            Input = service.Input.OverlaidWith(ValueJson.Parse(input)),
        };
        return RunAsync(service.Product, "deprovision", order, service);
    }

    /// <summary>The same by the workflow that is proposed for the product.</summary>
    public async Task<SagaState> DeprovisionAsProposedAsync(SagaState provisioned)
    {
        var service = _database.Services[provisioned.Order.Service];
        var source = await File.ReadAllTextAsync(Repository.PathOf($"workflows/{service.Product}/provision.json"));
        var product = ProductReader.Read(
            await File.ReadAllTextAsync(Repository.PathOf($"workflows/{service.Product}/product.json"))).Content!;
        var proposal = DeprovisionProposal.Of(
            service.Product,
            source,
            WorkflowReader.Read(source, _options, 1).Plan!,
            new AdapterRegistry(_sandbox.ByName),
            product.Waivers.Select(waiver => waiver.Step).ToHashSet());
        Assert.Empty(proposal.Missing);
        Assert.DoesNotContain(
            WorkflowReader.Read(proposal.Content, _options, 1).Diagnostics, one => one.Severity == Severity.Error);
        var order = Order(service.Product, "{}", []) with
        {
            Action = ActivationAction.Deprovision,
            Service = service.Id,
            Input = service.Input,
        };
        return await RunAsync(await PublishAsync(proposal.Content), order, service);
    }

    public ServiceState StateOf(SagaState activation) => _database.Services[activation.Order.Service].State;

    /// <summary>What the simulated systems hold for customers now.</summary>
    public async Task<IReadOnlyList<string>> HeldAsync()
    {
        var held = new List<string>();
        foreach (var (name, adapter) in _sandbox.ByName.Where(one => one.Value.Description.CanList))
        {
            await foreach (var resource in adapter.ListAsync(default))
                held.Add($"{name} {resource.Kind} {resource.ExternalId}");
        }

        return held;
    }

    public Task CallAsync(string adapter, string operation, string input) => _sandbox.ByName[adapter].ExecuteAsync(
        new AdapterCall(operation, System.Text.Json.JsonElement.Parse(input), $"{adapter}/{operation}/{++_orders}"),
        default);

    public Task SignalAsync(SagaState activation, string signal, string payload) => _engine.SendAsync(
        activation.Id,
        new SagaCommand.Signal(new Who("tester", signal, "hash"), signal, ValueJson.Parse(payload)),
        default);

    public async Task<SagaState> EndOfAsync(SagaState activation) =>
        EngineWorld.StateIn(await _engine.WaitForEndAsync(activation.Id, EngineWorld.Patience, default));

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _sandbox.Dispose();
    }

    private ActivationOrder Order(string product, string input, (string Operation, string Fault)[] faults)
    {
        var order = new ActivationOrder("tester", $"order-{++_orders}", "hash", "ada")
        {
            Action = ActivationAction.Provision,
            Product = product,
            Input = ValueJson.Parse(input),
        };
        foreach (var (operation, fault) in faults)
            order = order with { Labels = order.Labels.Add($"sandbox.{operation}", fault) };
        return order;
    }

    private async Task<SagaState> RunAsync(string product, string action, ActivationOrder order, ServiceEntry? service) =>
        await RunAsync(
            await PublishAsync(await File.ReadAllTextAsync(Repository.PathOf($"workflows/{product}/{action}.json"))),
            order,
            service);

    private async Task<SagaState> RunAsync(WorkflowPlan plan, ActivationOrder order, ServiceEntry? service)
    {
        var reply = await _engine.StartActivationAsync(
            order with { ServiceBefore = service }, plan, behind: 0, TimeSpan.Zero, default);
        var state = EngineWorld.StateIn(reply);
        await foreach (var transition in _engine.WatchAsync(state.Id, 0, default))
        {
            if (transition.Events.Any(happened => happened is FalloutRaised or SignalAwaited))
                break;
        }

        return (await _engine.ReadAsync(state.Id, long.MaxValue, default))!;
    }

    private async Task<WorkflowPlan> PublishAsync(string content)
    {
        var plan = WorkflowReader.Read(content, _options, 1).Plan!;
        await _store.PublishAsync(
            new(plan.Id.Definition, "", "", content, content, [], "", "tester", plan.Id.Definition, "hash", null, default), default);
        return plan;
    }
}
