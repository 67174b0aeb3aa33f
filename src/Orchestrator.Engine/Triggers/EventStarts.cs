using Microsoft.Extensions.Logging;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Telemetry;

namespace Orchestrator.Engine.Triggers;

/// <summary>Starts the workflows that begin with a published event.</summary>
/// <param name="plans">Knows them.</param>
/// <param name="start">Starts an activation, answered when it is durable.</param>
/// <param name="log">Where to.</param>
internal sealed class EventStarts(
    PlanCache plans, Func<ActivationOrder, WorkflowPlan, CancellationToken, Task<ReplyContent>> start, ILogger log)
{
    /// <returns>How many were started, now or when this was asked for before.</returns>
    public async Task<int> StartAsync(ShardOutput.Announce announced, CancellationToken cancellation)
    {
        var started = 0;
        foreach (var trigger in await plans.FindStartedByAsync(announced.What.Name, cancellation).ConfigureAwait(false))
        {
            if (await StartAsync(trigger, announced, cancellation).ConfigureAwait(false))
                started++;
        }

        return started;
    }

    private async Task<bool> StartAsync(
        StoredTrigger trigger, ShardOutput.Announce announced, CancellationToken cancellation)
    {
        if (TriggeredOrders.DepthAfter(announced.Order) > TriggeredOrders.DepthMax)
        {
            log.TriggerRefused(trigger.Definition, trigger.Version, $"{TriggeredOrders.DepthMax} activations have led "
                + "to it already: the workflows start each other without end. Give the chain an end.");
            return false;
        }

        if (await plans.GetAsync(
            trigger.Definition, trigger.Version, cancellation).ConfigureAwait(false) is not { } plan)
            return false;

        if (TriggeredOrders.Missing(plan) is { Count: > 0 } missing)
        {
            log.TriggerRefused(
                trigger.Definition,
                trigger.Version,
                $"It needs the input {string.Join(", ", missing)}, which an event does not give. Give it a default.");
            return false;
        }

        var order = TriggeredOrders.ForEvent(trigger, announced.Activation, announced.Order, announced.What);
        return await start(order, plan, cancellation)
            .ConfigureAwait(false) is ReplyContent.Accepted or ReplyContent.Repeated;
    }
}
