using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Triggers;

namespace Orchestrator.Cli.Local;

/// <summary>What starts a local run where nobody asks for it: the event that the workflow begins with.</summary>
internal static class LocalStart
{
    /// <param name="plan">What is run.</param>
    /// <param name="argument">The event and what it carries: <c>NAME=JSON</c>, or its name alone.</param>
    /// <exception cref="UsageException">The workflow does not begin with that event.</exception>
    public static StartedByTrigger ByEvent(WorkflowPlan plan, string argument)
    {
        var parts = argument.Split('=', 2);
        if (TriggerFinding.Of(plan) is not { Kind: TriggerKind.Event } trigger)
        {
            throw new UsageException(
                $"No event starts workflow '{plan.Id.Definition}': it does not begin with an Elsa.Event whose "
                + "customProperties say canStartWorkflow. Leave --event out; --signal gives an event that is awaited "
                + "on the way.");
        }

        return trigger.Value == parts[0]
            ? new StartedByTrigger(trigger.Activity, parts.Length == 1 ? default : LocalArguments.ValueOf(parts[1]))
            : throw new UsageException(
                $"Event '{parts[0]}' does not start workflow '{plan.Id.Definition}': "
                + $"it begins with '{trigger.Value}'.");
    }
}
