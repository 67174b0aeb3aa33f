using System.Collections.Concurrent;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Scheduling;

namespace Orchestrator.Server.Grpc.Workflows;

/// <summary>
/// Which versions may be started. Versions that may are remembered, for starts are many and retirements few.
/// </summary>
internal sealed class WorkflowVersions
{
    private const int KnownMax = 10_000;
    private readonly IWorkflowStore _store;
    private readonly PlanCache _plans;
    private readonly ActivationEngine _engine;
    private readonly TriggerClock _triggers;
    private readonly ConcurrentDictionary<WorkflowName, bool> _startable = new();

    public WorkflowVersions(IWorkflowStore store, PlanCache plans, ActivationEngine engine, TriggerClock triggers)
    {
        (_store, _plans, _engine, _triggers) = (store, plans, engine, triggers);
        engine.WorkflowChanged = Forget;
    }

    /// <summary>The plan of the version that was named; without a version, of the latest one.</summary>
    /// <exception cref="CallFailedException">There is none, or it is retired.</exception>
    public async Task<WorkflowPlan> FindForStartAsync(WorkflowName name, CancellationToken cancellation)
    {
        if (name.Version != 0 && !_startable.ContainsKey(name))
            await CheckAsync(name, cancellation).ConfigureAwait(false);
        if (await _plans.GetAsync(name.Definition, name.Version, cancellation).ConfigureAwait(false) is { } plan)
            return plan;

        throw await IsKnownAsync(name.Definition, cancellation).ConfigureAwait(false)
            ? Retired(name)
            : Failures.WorkflowNotFound(name.ToString());
    }

    /// <summary>A version of the definition was published or retired here: the other servers are told.</summary>
    public Task ChangedAsync(string definition, CancellationToken cancellation)
    {
        Forget(definition);
        return _engine.TellWorkflowChangedAsync(definition, cancellation);
    }

    /// <param name="definition">Null: it is not known which.</param>
    private void Forget(string? definition)
    {
        foreach (var name in _startable.Keys.Where(name => definition is null || name.Definition == definition))
            _startable.TryRemove(name, out _);
        _plans.Forget(definition);
        _triggers.Change();
    }

    public static CallFailedException Retired(WorkflowName name) => new(
        Reason.WorkflowRetired,
        name.Version == 0
            ? $"Every version of {name} is retired. Publish a new one."
            : $"{name} is retired. Name another version, or none for the latest.")
    {
        Subject = name.ToString(),
        Metadata = new SortedDictionary<string, string> { ["workflow"] = name.ToString() },
    };

    private async Task CheckAsync(WorkflowName name, CancellationToken cancellation)
    {
        var stored = await _store.FindAsync(name.Definition, name.Version, cancellation).ConfigureAwait(false)
            ?? throw Failures.WorkflowNotFound(name.ToString());
        if (stored.IsRetired)
            throw Retired(name);

        if (_startable.Count >= KnownMax)
            _startable.Clear();
        _startable[name] = true;
    }

    private async Task<bool> IsKnownAsync(string definition, CancellationToken cancellation) =>
        await _store.FindAsync(definition, 1, cancellation).ConfigureAwait(false) is not null;
}
