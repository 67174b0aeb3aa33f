using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Adapters;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Triggers;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Xunit;

namespace Orchestrator.TestKit;

/// <summary>
/// A whole engine on a database in memory, with a scripted adapter "net" and a clock that is set. Crash it, and start
/// another.
/// </summary>
public sealed class EngineWorld : IAsyncDisposable
{
    /// <summary>Nothing that a test waits for takes so long; it is there so that a failing test ends.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<(string, int), WorkflowPlan> _plans = [];
    private readonly AdapterLimits _limits;
    private int _requests;

    public EngineWorld(
        WorkflowPlan plan, AdapterLimits? limits = null, ScriptedAdapter? adapter = null, params WorkflowPlan[] others)
    {
        Plan = plan;
        Workflows = new InMemoryWorkflowStore(Time);
        Adapter = adapter ?? new ScriptedAdapter(
            [.. plan.Activities.OfType<StepActivity>().Select(step => step.Operation).Distinct()]);
        _limits = limits ?? AdapterLimits.Default;
        foreach (var one in (WorkflowPlan[])[plan, .. others])
            _plans.Add((one.Id.Definition, one.Id.Version), one);
        Journal = new InMemoryJournal(Database);
    }

    public WorkflowPlan Plan { get; }

    public InMemoryWorkflowStore Workflows { get; }

    public ScriptedAdapter Adapter { get; }

    public ManualTime Time { get; } = new();

    public MemoryDatabase Database { get; } = new();

    public EngineOptions Options { get; init; } = new() { Pace = new(WritersMax: 1, BesideMin: 1) };

    public Sealer Sealer { get; } = new(new byte[Sealer.KeySize]);

    public EngineMetrics? Metrics { get; init; }

    /// <summary>What people decide about the adapter; null where nobody does.</summary>
    public InMemoryAdapterDecisions? Decisions { get; init; }

    /// <summary>Of the engine that runs.</summary>
    public AdapterRegistry Adapters { get; private set; } = null!;

    public ILogger<ActivationEngine> Log { get; init; } = NullLogger<ActivationEngine>.Instance;

    /// <summary>Of the engine that runs, or the next one.</summary>
    public InMemoryJournal Journal { get; private set; }

    public ActivationEngine Engine { get; private set; } = null!;

    /// <summary>Of the engine that runs.</summary>
    public PlanCache Plans { get; private set; } = null!;

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
        await Publish(Plan.Id.Definition);
        var adapters = Adapters = new AdapterRegistry(
            new Dictionary<string,
            IAdapter>
            { ["net"] = Adapter },
            new Dictionary<string,
            AdapterLimits>
            { ["net"] = _limits },
            Time);
        Plans = new PlanCache(Workflows, stored => _plans[(stored.Definition, stored.Version)]);
        Engine = new ActivationEngine(
            Options,
            Journal,
            Plans,
            adapters,
            Sealer,
            Time,
            Log,
            Metrics,
            decisions: Decisions,
            services: new InMemoryServiceStore(Database),
            dueTimes: new InMemoryDueTimes(Database));
        await Engine.StartAsync(default).WaitAsync(Patience);
        return this;
    }

    /// <summary>A version of a definition is there; its plan is one that the world was made with.</summary>
    public Task<PublishResult> Publish(string definition, int version = 1) => Workflows.PublishAsync(
        new(definition, "", "", "", $"hash {version}", [], "", "tester", $"publish {definition} {version}", "hash", null, Time.GetUtcNow())
        {
            Trigger = _plans.TryGetValue((definition, version), out var plan) ? TriggerFinding.Of(plan) : null,
        },
        default);

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
        Engine.StartActivationAsync(order ?? Order(), Plan, behind: 0, TimeSpan.Zero, default).WaitAsync(Patience);

    /// <summary>Answered when it has finished.</summary>
    public Task<ReplyContent> Run(ActivationOrder? order = null) =>
        Engine.StartActivationAsync(
            order ?? Order(), Plan, behind: 0, TimeSpan.FromHours(1), default).WaitAsync(Patience);

    /// <summary>The state when it has finished.</summary>
    public async Task<SagaState> EndOf(long id) =>
        StateIn(await Engine.WaitForEndAsync(id, TimeSpan.MaxValue, default).WaitAsync(Patience));

    public static SagaState StateIn(ReplyContent reply) => Assert.IsType<ReplyContent.Accepted>(reply).State;

    /// <summary>The names of the activation's durable events.</summary>
    public IEnumerable<string> Events(long id) => Facts(id).Select(happened => happened.Type);

    /// <summary>The activation's durable events.</summary>
    public IReadOnlyList<SagaEvent> Facts(long id)
    {
        lock (Database)
            return [.. Database.Activations[id].Rows.SelectMany(row => EventJson.Read(row.Events))];
    }

    /// <summary>The plan of a definition that the world was made with.</summary>
    public WorkflowPlan PlanOf(string definition, int version = 1) => _plans[(definition, version)];

    /// <summary>Lets time pass, as fast as the engine keeps up, until something is done.</summary>
    public async Task<T> Pass<T>(Task<T> until)
    {
        await Pass(() => until.IsCompleted);
        return await until;
    }

    /// <summary>Lets time pass, as fast as the engine keeps up, until something holds.</summary>
    public Task Pass(Func<bool> until) => Until(() =>
    {
        if (until())
            return true;

        Time.Advance(TimeSpan.FromMilliseconds(50));
        return false;
    });

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
