using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Sagas.Recorded;

/// <summary>A step that failed for good, and whose outcome Failed was taken.</summary>
/// <param name="Step">The step.</param>
/// <param name="StandIn">
/// Key of the step that did the same in its place with another input, where the outcome leads to one: a mailbox of
/// another name; else null.
/// </param>
public sealed record RefusedStep(RecordedStep Step, string? StandIn)
{
    /// <summary>Those of an activation that made the service, or made it what it is.</summary>
    internal static IEnumerable<RefusedStep> In(SagaState state) => state is
    {
        State: ActivationState.Completed,
        Order.Action: ActivationAction.Provision or ActivationAction.Change,
    }
        ? state.Steps.Where(step => step.State == StepState.Failed).Select(step => Of(state, step)).OfType<RefusedStep>()
        : [];

    private static RefusedStep? Of(SagaState state, StepRecord failed)
    {
        var ways = state.Plan.Activities.OfType<Flowchart>()
            .SelectMany(chart => chart.Connections)
            .Where(way => way.Source == failed.Activity && way.Port == "Failed")
            .Select(way => way.Target)
            .ToHashSet();
        if (ways.Count == 0)
            return null;

        var standIn = state.Steps.FirstOrDefault(step =>
            step.State == StepState.Succeeded
            && ways.Contains(step.Activity)
            && (step.Activity.Adapter, step.Activity.Operation) == (failed.Activity.Adapter, failed.Activity.Operation)
            && TurnOf(step) == TurnOf(failed));
        return new(RecordedStep.Of(state, failed), standIn is null ? null : RecordedStep.KeyOf(state.Id, standIn.Id));
    }

    private static string TurnOf(StepRecord step) => step.Id[step.Activity.Id.Length..];
}
