using System.Globalization;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Triggers;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Triggers;

/// <summary>
/// Orders that nobody gave: what starts a workflow that begins with a trigger. The caller is the trigger, and the
/// request id says what it was that started it, so that one cause starts one activation, however often it is told.
/// </summary>
public static class TriggeredOrders
{
    /// <summary>
    /// Activations that start one another by events; more is a workflow that starts itself without end.
    /// </summary>
    public const int DepthMax = 20;

    /// <summary>An order for a moment that has come.</summary>
    public static ActivationOrder ForTime(StoredTrigger trigger, DateTimeOffset due) => Of(
        trigger,
        due.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        new StartedByTrigger(trigger.Trigger.Activity));

    /// <summary>An order for an event that an activation published.</summary>
    /// <param name="trigger">What it starts.</param>
    /// <param name="publisher">The activation.</param>
    /// <param name="order">What that was asked for.</param>
    /// <param name="what">The event.</param>
    public static ActivationOrder ForEvent(
        StoredTrigger trigger, long publisher, ActivationOrder order, Announcement what) => Of(
        trigger,
        string.Create(CultureInfo.InvariantCulture, $"activations/{ActivationId.ToText(publisher)}/{what.Event}"),
        new StartedByTrigger(trigger.Trigger.Activity, what.Payload, DepthAfter(order))) with
        {
            CorrelationId = what.CorrelationId ?? "",
            TraceParent = order.TraceParent,
        };

    /// <summary>How many activations led to one that this one starts by an event.</summary>
    public static int DepthAfter(ActivationOrder order) => (order.Trigger?.Depth ?? 0) + 1;

    /// <summary>
    /// Names of inputs that a workflow needs, and that no trigger gives; empty where it can be started.
    /// </summary>
    public static IReadOnlyList<string> Missing(WorkflowPlan plan) =>
        [.. plan.Inputs.Where(input => input.Required && input.Default.IsNull).Select(input => input.Name)];

    private static ActivationOrder Of(StoredTrigger trigger, string request, StartedByTrigger start)
    {
        var name = $"workflows/{trigger.Definition}/triggers/{start.Activity}";
        return new ActivationOrder(name, request, request, "")
        {
            Channel = Channel.Trigger,
            Requester = name,
            Trigger = start,
        };
    }
}
