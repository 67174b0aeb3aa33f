using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas;

/// <summary>The activation exists; always the first event.</summary>
/// <param name="Order">What was asked for.</param>
/// <param name="Workflow">The version that it keeps for good: definition id and version.</param>
/// <param name="Version">From 1.</param>
public sealed record ActivationAccepted(ActivationOrder Order, string Workflow, int Version) : SagaEvent
{
    /// <summary>
    /// The versions of other definitions that it uses as activities, and keeps for good; null for none.
    /// </summary>
    public IReadOnlyList<WorkflowPart>? Parts { get; init; }
}

/// <summary>It waits until another activation of its service has finished.</summary>
/// <param name="Behind">The id of the activation that was open.</param>
public sealed record ActivationQueued(long Behind) : SagaEvent;

/// <summary>
/// The activation in front of it has finished, and left the service like this: it is the activation's turn.
/// </summary>
/// <param name="Service">The service as it is now, in place of what it was when the order was accepted.</param>
public sealed record ServiceTakenOver(ServiceEntry Service) : SagaEvent
{
    /// <summary>The order's input, completed from what the service has now; null where that changes nothing.</summary>
    public Value Input { get; init; }
}

/// <summary>Its workflow begins.</summary>
public sealed record ActivationStarted : SagaEvent;

/// <summary>A person stops new steps from starting.</summary>
public sealed record ActivationHeld(Who Who) : SagaEvent;

/// <summary>A person lets it go on.</summary>
public sealed record ActivationReleased(Who Who) : SagaEvent;

/// <summary>A person or client withdraws it.</summary>
public sealed record CancelRequested(Who Who) : SagaEvent;

/// <summary>A person wants it undone, wholly or back to after a step.</summary>
public sealed record RollbackRequested(Who Who, string? BackToStep = null, bool Force = false) : SagaEvent;

/// <summary>No new step starts; what is in flight is awaited; then compensations run.</summary>
/// <param name="Cause">One plain sentence.</param>
/// <param name="BackToStep">The step after which everything is undone; null for all.</param>
public sealed record RollbackStarted(string Cause, string? BackToStep = null) : SagaEvent
{
    /// <summary>Completion numbers above this one are undone; 0 for all.</summary>
    public int KeepUpTo { get; init; }

    /// <summary>
    /// Whether a soft point of no return is undone without that somebody said so: the workflow restores or finishes.
    /// </summary>
    public bool IsForced { get; init; }

    /// <summary>With BackToStep: where the workflow stood right after that step.</summary>
    public FlowSnapshot? Restore { get; init; }
}

/// <summary>The order's due time went by.</summary>
public sealed record DueTimePassed : SagaEvent;

/// <summary>The workflow has ended.</summary>
/// <param name="Output">The workflow's outputs; null for none.</param>
public sealed record ActivationCompleted(Value Output = default) : SagaEvent;

/// <summary>Everything was undone.</summary>
public sealed record ActivationRolledBack : SagaEvent;

/// <summary>It was withdrawn before it had any effect.</summary>
/// <param name="Because">Why, where nobody asked for it: its turn came, and the service does not allow it any
/// more.</param>
public sealed record ActivationCancelled(string? Because = null) : SagaEvent;

/// <summary>A person ended it with effects left behind.</summary>
public sealed record ActivationAbandoned : SagaEvent;
