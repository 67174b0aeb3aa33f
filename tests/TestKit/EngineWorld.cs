using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Adapters;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Xunit;

namespace Orchestrator.TestKit;

/// <summary>A whole engine on a database in memory, with a scripted adapter "net" and a clock that is set. Crash it, and start another.</summary>
public sealed class EngineWorld : IAsyncDisposable
{
    /// <summary>Nothing that a test waits for takes so long; it is there so that a failing test ends.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly InMemoryWorkflowStore _workflows = new();
    private readonly Dictionary<(string, int), WorkflowPlan> _plans = [];
    private readonly AdapterRegistry _adapters;
    private int _requests;

    public EngineWorld(WorkflowPlan plan, AdapterLimits? limits = null, ScriptedAdapter? adapter = null)
    {
        Plan = plan;
        Adapter = adapter ?? new ScriptedAdapter(
            [.. plan.Activities.OfType<StepActivity>().Select(step => step.Operation).Distinct()]);
        _adapters = new AdapterRegistry(
            new Dictionary<string, IAdapter> { ["net"] = Adapter },
            new Dictionary<string, AdapterLimits> { ["net"] = limits ?? AdapterLimits.Default },
            Time);
        _plans.Add((plan.Id.Definition, plan.Id.Version), plan);
        Journal = new InMemoryJournal(Database);
    }

    public WorkflowPlan Plan { get; }

    public ScriptedAdapter Adapter { get; }

    public ManualTime Time { get; } = new();

    public MemoryDatabase Database { get; } = new();

    public EngineOptions Options { get; init; } = new() { JournalWritersMax = 1 };

    public Sealer Sealer { get; } = new(new byte[Sealer.KeySize]);

    /// <summary>Of the engine that runs, or the next one.</summary>
    public InMemoryJournal Journal { get; private set; }

    public ActivationEngine Engine { get; private set; } = null!;

    /// <summary>The ids of all activations, in order.</summary>
    public IReadOnlyList<long> Ids
    {
        get
        {
            lock (Database)
                return [.. Database.Activations.Keys];
        }
    }

    public async Task<EngineWorld> StartAsync()
    {
        await _workflows.PublishAsync(
            new(Plan.Id.Definition, "", "", "", "hash", [], "", "tester", "publish", "hash", null, Time.GetUtcNow()), default);
        Engine = new ActivationEngine(
            Options,
            Journal,
            new PlanCache(_workflows, stored => _plans[(stored.Definition, stored.Version)]),
            _adapters,
            Sealer,
            Time,
            NullLogger<ActivationEngine>.Instance);
        await Engine.StartAsync(default).WaitAsync(Patience);
        return this;
    }

    /// <summary>The process ends here, whatever it was doing; a new one starts on the same database.</summary>
    public async Task RestartAsync()
    {
        await Engine.DisposeAsync();
        Journal = new InMemoryJournal(Database);
        await StartAsync();
    }

    public ActivationOrder Order(string? requestId = null) =>
        new("tester", requestId ?? $"request-{Interlocked.Increment(ref _requests)}", "hash", "customer");

    /// <summary>Answered when it is durable.</summary>
    public Task<ReplyContent> Begin(ActivationOrder? order = null) =>
        Engine.StartActivationAsync(order ?? Order(), Plan, null, TimeSpan.Zero, default).WaitAsync(Patience);

    /// <summary>Answered when it has finished.</summary>
    public Task<ReplyContent> Run(ActivationOrder? order = null) =>
        Engine.StartActivationAsync(order ?? Order(), Plan, null, TimeSpan.FromHours(1), default).WaitAsync(Patience);

    /// <summary>The state when it has finished.</summary>
    public async Task<SagaState> EndOf(long id) => StateIn(await Engine.WaitForEndAsync(id, TimeSpan.FromDays(999), default).WaitAsync(Patience));

    public static SagaState StateIn(ReplyContent reply) => Assert.IsType<ReplyContent.Accepted>(reply).State;

    /// <summary>The names of the activation's durable events.</summary>
    public IEnumerable<string> Events(long id)
    {
        lock (Database)
            return [.. Database.Activations[id].Rows.SelectMany(row => EventJson.Read(row.Events)).Select(happened => happened.Type)];
    }

    /// <summary>Waits, not long, for what another thread is about to do.</summary>
    public static async Task Until(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
