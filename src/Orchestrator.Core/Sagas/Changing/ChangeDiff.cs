using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas.Recorded;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas.Changing;

/// <summary>
/// What becomes of a service that is to be like one of another product: of what stands for it, and of the steps of the
/// other product's provisioning. docs/decisions/0034 says by which rules.
/// </summary>
public sealed record ChangeDiff
{
    /// <summary>Steps of the target whose effect is there: they are not called.</summary>
    public required IReadOnlyList<KeptStep> Kept { get; init; }

    /// <summary>
    /// Steps of the target that failed when the service was made, and whose outcome Failed was taken: it is again, and
    /// they are not called.
    /// </summary>
    public required IReadOnlyList<FailedStep> FailedBefore { get; init; }

    /// <summary>Steps of the target that alter in place what is there.</summary>
    public required IReadOnlyList<AlteredStep> Altered { get; init; }

    /// <summary>Steps of the target that make what is not there, by their ids.</summary>
    public required IReadOnlyList<string> Added { get; init; }

    /// <summary>
    /// What must go before the target's is made, for both have one name, and cannot be altered in place; with what
    /// stands on it.
    /// </summary>
    public required IReadOnlyList<RecordedStep> First { get; init; }

    /// <summary>What the target does not need: it goes when all that it needs is there.</summary>
    public required IReadOnlyList<RecordedStep> Last { get; init; }

    /// <summary>Activities of the target that wait for nothing that is still to come, by their ids.</summary>
    public required IReadOnlyList<string> NeedlessWaits { get; init; }

    /// <summary>Why it cannot be told before anything has run, in sentences; empty where it can.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <param name="record">
    /// What stands, with sensitive values open, and one id in place of those of all the service's activations.
    /// </param>
    /// <param name="target">The other product's provisioning.</param>
    /// <param name="order">With the input that the target is to have, open too.</param>
    /// <param name="catalog">The adapters.</param>
    public static ChangeDiff Of(
        ServiceRecord record, WorkflowPlan target, ActivationOrder order, IAdapterCatalog catalog) =>
        new ChangeWalk(record, catalog).Run(target, order);
}

/// <param name="Step">The target's step, with the items of the loops around it.</param>
/// <param name="Was">The step that did it.</param>
public sealed record KeptStep(StepActivity Activity, string Step, RecordedStep Was);

/// <param name="Step">The target's step, with the items of the loops around it.</param>
/// <param name="Was">The step that made it.</param>
/// <param name="Operation">What alters it.</param>
public sealed record AlteredStep(StepActivity Activity, string Step, RecordedStep Was, string Operation);

/// <param name="Step">The target's step, with the items of the loops around it.</param>
public sealed record FailedStep(StepActivity Activity, string Step);
