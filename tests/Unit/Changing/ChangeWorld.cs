using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Sagas.Planning;
using Orchestrator.Core.Sagas.Recorded;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Generating;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine;
using Orchestrator.Engine.Expressions;
using Orchestrator.Server.Generated;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Changing;

/// <summary>
/// A service on a real engine with a journal in memory and a system of things: provisioned, changed by what is computed,
/// and ended from its ledger, as the server does it.
/// </summary>
internal sealed class ChangeWorld : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly MemoryDatabase _database = new();
    private readonly InMemoryWorkflowStore _store = new();
    private readonly ManualTime _time = new();
    private readonly InMemoryJournal _journal;
    private readonly AdapterRegistry _adapters;
    private readonly WorkflowReaderOptions _options;
    private readonly Sealer _sealer = new(new byte[Sealer.KeySize]);
    private readonly ActivationEngine _engine;
    private readonly ServiceRecords _records;
    private readonly Dictionary<string, string> _contents = [];
    private int _orders;

    private ChangeWorld()
    {
        _journal = new InMemoryJournal(_database);
        _adapters = new AdapterRegistry(new Dictionary<string, IAdapter> { ["things"] = Things }, time: _time);
        _options = new WorkflowReaderOptions(_adapters, ScriptLanguages.All);
        _engine = new ActivationEngine(
            new EngineOptions { Pace = new(WritersMax: 1, BesideMin: 1) },
            _journal,
            new PlanCache(
                _store, stored => WorkflowReader.ReadPublished(stored.Content, _options, stored.Version).Plan!),
            _adapters,
            _sealer,
            _time,
            NullLogger<ActivationEngine>.Instance);
        _records = new ServiceRecords(new InMemoryServiceStore(_database), _journal, _engine);
    }

    public ThingAdapter Things { get; } = new();

    /// <summary>The one service.</summary>
    public ServiceEntry Service => _database.Services.Values.Single();

    /// <summary>What the ledger says that the service holds.</summary>
    public IReadOnlyList<string> Ledger =>
        [.. _database.Ledger.Entries.Select(entry => $"{entry.Kind} {entry.ExternalId} {entry.Attributes["text"]}")];

    /// <summary>What there is, as the ledger would say it.</summary>
    public IReadOnlyList<string> There =>
        [.. Things.Things.Select(thing => $"{thing.Kind} {thing.Id} {thing.Text}").Order(StringComparer.Ordinal)];

    /// <param name="products">Provisionings, by product.</param>
    public static async Task<ChangeWorld> StartAsync(params (string Product, string Content)[] products)
    {
        var world = new ChangeWorld();
        foreach (var (product, content) in products)
            world._contents[product] = content;
        await world._engine.StartAsync(default);
        return world;
    }

    public async Task<SagaState> ProvisionAsync(string product, string input = "{}") =>
        await RunAsync(await PublishAsync(_contents[product]), Order(ActivationAction.Provision, product) with
        {
            Input = ValueJson.Parse(input),
        });

    /// <summary>What the change of the service to a product is; nothing is done.</summary>
    /// <exception cref="Server.Grpc.Errors.CallFailedException">It cannot be computed.</exception>
    public async Task<ComputedChange> ComputeAsync(string product, string input = "{}")
    {
        var target = WorkflowReader.ReadPublished(_contents[product], _options, 1).Plan!;
        var recorded = await _records.ReadAsync(Service.Id, default);
        var source = new ChangeSource(Service.Product, product, target, _contents[product], recorded);
        var asked = recorded.Ordered.OverlaidWith(ValueJson.Parse(input));
        var (made, warnings) = new ChangeComputing(_adapters, _sealer).Compute(source, Service.Id, asked);
        var read = WorkflowReader.Read(made.Content, _options, 1);
        Assert.Empty(read.Diagnostics.Where(one => one.Severity == Severity.Error).Select(one => $"{one.Code} {one.Message}"));
        var order = Order(ActivationAction.Change, product) with
        {
            Service = Service.Id,
            Input = ServiceRecordInput.With(asked, ServiceRecordInput.Of(made)),
        };
        return new(made, Planner.Plan(read.Plan!, order), warnings, order);
    }

    public async Task<SagaState> ChangeAsync(string product, string input = "{}") =>
        await ChangeAsync(await ComputeAsync(product, input));

    public async Task<SagaState> ChangeAsync(ComputedChange change) => await RunAsync(
        await PublishAsync(change.Made.Content),
        change.Order with { RequestId = $"order-{++_orders}", ServiceBefore = Service });

    /// <summary>Undoes the ledger.</summary>
    public async Task<SagaState> DeprovisionAsync()
    {
        var recorded = await _records.ReadAsync(Service.Id, default);
        var made = UndoDefinition.Of(Service.Product, UndoList.Of(recorded.Record), _adapters);
        return await RunAsync(await PublishAsync(made.Content), Order(ActivationAction.Deprovision, Service.Product) with
        {
            Service = Service.Id,
            Input = ServiceRecordInput.With(Value.EmptyObject, ServiceRecordInput.Of(made)),
            ServiceBefore = Service,
        });
    }

    /// <summary>A person has put right what was wrong: what fell out is tried again.</summary>
    public async Task<SagaState> RetryAsync(SagaState fallen)
    {
        foreach (var fallout in fallen.Fallouts.ToArray())
        {
            var who = new Who("tester", $"retry-{++_orders}", "hash", "It is put right.");
            await _engine.SendAsync(
                fallen.Id,
                new SagaCommand.Resolve(who, fallout.Step, FalloutDecision.Retry, Value.Null, Value.Null),
                default);
        }

        return await EndAsync(fallen.Id, fallen.Sequence);
    }

    public Task SignalAsync(long activation, string name) => _engine.SendAsync(
        activation,
        new SagaCommand.Signal(new Who("tester", $"signal-{++_orders}", "hash"), name, Value.EmptyObject),
        default);

    public async Task<SagaState> EndAsync(long activation, long after = 0)
    {
        var end = FollowAsync(activation, after);
        await EngineWorld.Until(() =>
        {
            if (!end.IsCompleted)
                _time.Advance(TimeSpan.FromMilliseconds(20));
            return end.IsCompleted;
        });
        await end;
        return (await _engine.ReadAsync(activation, long.MaxValue, default))!;
    }

    /// <summary>The activation's durable events.</summary>
    public IReadOnlyList<SagaEvent> Facts(long activation)
    {
        lock (_database)
            return [.. _database.Activations[activation].Rows.SelectMany(row => EventJson.Read(row.Events))];
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    /// <summary>Until it has ended, or waits for somebody.</summary>
    private async Task FollowAsync(long activation, long after)
    {
        await foreach (var transition in _engine.WatchAsync(activation, after, default))
        {
            if (transition.Events.Any(happened => happened is FalloutRaised or SignalAwaited))
                return;
        }
    }

    private async Task<SagaState> RunAsync(WorkflowPlan plan, ActivationOrder order)
    {
        var reply = await _engine.StartActivationAsync(order, plan, behind: 0, TimeSpan.Zero, default).WaitAsync(Patience);
        return await EndAsync(EngineWorld.StateIn(reply).Id);
    }

    private ActivationOrder Order(ActivationAction action, string product) =>
        new("tester", $"order-{++_orders}", "hash", "ada") { Action = action, Product = product };

    private async Task<WorkflowPlan> PublishAsync(string content)
    {
        var plan = WorkflowReader.ReadPublished(content, _options, 1).Plan!;
        await _store.PublishAsync(
            new(plan.Id.Definition, "", "", content, content, [], "", "tester", plan.Id.Definition, "hash", null, default),
            default);
        return plan;
    }
}

/// <param name="Made">The definition.</param>
/// <param name="Plan">What it would do.</param>
/// <param name="Warnings">What people are told.</param>
/// <param name="Order">That carries it out.</param>
internal sealed record ComputedChange(
    GeneratedDefinition Made, PlannedActivation Plan, IReadOnlyList<string> Warnings, ActivationOrder Order);
