namespace Orchestrator.Core.Sagas;

/// <summary>Which version of which workflow an activation runs, by its history.</summary>
public static class WorkflowInForce
{
    /// <summary>
    /// As it was accepted, but with the workflow that has taken the place of the first one before it began; only a
    /// deprovisioning ever gets another one.
    /// </summary>
    /// <param name="accepted">The first event.</param>
    /// <param name="history">From the first transition, up to where it is asked.</param>
    public static ActivationAccepted Of(ActivationAccepted accepted, IReadOnlyList<Transition> history) =>
        Of(accepted, history.SelectMany(static transition => transition.Events));

    /// <summary>The same, of its events.</summary>
    public static ActivationAccepted Of(ActivationAccepted accepted, IEnumerable<SagaEvent> events) =>
        accepted.Order.Action == ActivationAction.Deprovision
        && events.OfType<WorkflowReplaced>().LastOrDefault() is { } replaced
            ? After(accepted, replaced)
            : accepted;

    /// <summary>The same, once that has happened.</summary>
    public static ActivationAccepted After(ActivationAccepted accepted, WorkflowReplaced replaced) => accepted with
    {
        Workflow = replaced.Workflow,
        Version = replaced.Version,
        Parts = replaced.Parts,
    };
}
