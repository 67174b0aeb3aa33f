using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine;
using Orchestrator.Storage;

namespace Orchestrator.Bench.InProcess;

/// <summary>The engine on a real database, in this process, without gRPC.</summary>
internal sealed class EngineUnderLoad : IAsyncDisposable
{
    private readonly OrchestratorStorage _storage;
    private readonly ActivationEngine _engine;
    private readonly WorkflowPlan _plan;
    private readonly ActivationState _end;
    private readonly EngineMetrics _metrics;
    private readonly FlushCount _flushes;

    private EngineUnderLoad(
        OrchestratorStorage storage, ActivationEngine engine, WorkflowPlan plan, ActivationState end, EngineMetrics metrics)
    {
        (_storage, _engine, _plan, _end, _metrics) = (storage, engine, plan, end, metrics);
        _flushes = new FlushCount(metrics.Meter);
    }

    /// <summary>How often the journal was flushed.</summary>
    public long Flushes => _flushes.Count;

    /// <param name="folder">For SQLite.</param>
    /// <param name="database">A PostgreSQL connection string; null for SQLite.</param>
    /// <param name="name">The workload.</param>
    public static async Task<EngineUnderLoad> StartAsync(string folder, string? database, string name)
    {
        var storage = database is null
            ? await OrchestratorStorage.OpenSqliteAsync(folder, CancellationToken.None)
            : await OrchestratorStorage.OpenPostgresAsync(database, CancellationToken.None);
        var adapters = new AdapterRegistry(
            new Dictionary<string, IAdapter> { [SagaDefinitions.Adapter] = new InstantAdapter() });
        var options = new WorkflowReaderOptions(adapters, []);
        var read = WorkflowReader.Read(SagaDefinitions.Json(name), options, version: 1);
        var plan = read.Plan ?? throw new InvalidOperationException(string.Join("\n", read.Diagnostics));
        var metrics = new EngineMetrics();
        var engine = new ActivationEngine(
            new EngineOptions { Pace = storage.Pace },
            storage.Journal,
            new PlanCache(
                storage.Workflows,
                stored => WorkflowReader.ReadPublished(stored.Content, options, stored.Version).Plan!),
            adapters,
            new Sealer(new byte[Sealer.KeySize]),
            TimeProvider.System,
            NullLogger<ActivationEngine>.Instance,
            metrics);
        await engine.StartAsync(CancellationToken.None);
        return new(
            storage,
            engine,
            plan,
            name == SagaDefinitions.Saga3 ? ActivationState.Completed : ActivationState.RolledBack,
            metrics);
    }

    public Task<LoadFigures> RunAsync(int inFlight, TimeSpan warmUp, TimeSpan measured) =>
        EngineLoad.RunAsync(_engine, _plan, _end, inFlight, warmUp, measured);

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _flushes.Dispose();
        _metrics.Dispose();
        await _storage.DisposeAsync();
    }
}
