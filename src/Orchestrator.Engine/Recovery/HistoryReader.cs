using Microsoft.Extensions.Logging;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Telemetry;

namespace Orchestrator.Engine.Recovery;

/// <summary>Histories from the journal, with the plans that they name.</summary>
internal sealed class HistoryReader(IJournal journal, PlanCache plans, ILogger log)
{
    /// <summary>Those that are there; one whose plan cannot be had is left out, and named in the log.</summary>
    public async Task<IReadOnlyList<ShardInput.Loaded>> ReadAsync(
        IReadOnlyList<long> activations, CancellationToken cancellation)
    {
        var histories = await journal.ReadAsync(activations, afterSequence: 0, cancellation).ConfigureAwait(false);
        var loaded = new List<ShardInput.Loaded>(histories.Count);
        foreach (var history in histories)
        {
            if (await FindPlanAsync(history, cancellation).ConfigureAwait(false) is { } plan)
                loaded.Add(
                    new ShardInput.Loaded(history.Activation, plan, history.Transitions) { Wake = history.Wake });
        }

        return loaded;
    }

    private async ValueTask<WorkflowPlan?> FindPlanAsync(ActivationHistory history, CancellationToken cancellation)
    {
        if (history.Transitions is not [{ Events: [ActivationAccepted accepted, ..] }, ..])
        {
            log.HistoryBroken(history.Activation);
            return null;
        }

        try
        {
            var plan = await plans.GetAsync(WorkflowInForce.Of(accepted, history.Transitions), cancellation).ConfigureAwait(false);
            if (plan is null)
                log.PlanMissing(history.Activation, accepted.Workflow, accepted.Version);
            return plan;
        }
        catch (Exception broken) when (broken is not (JournalUnavailableException or OperationCanceledException))
        {
            log.PlanBroken(broken, history.Activation, accepted.Workflow, accepted.Version);
            return null;
        }
    }
}
