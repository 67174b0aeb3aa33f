using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Sagas;

/// <summary>The activation that a step is to start is there.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="Activation">The child's id.</param>
public sealed record ChildStarted(string Step, long Activation) : SagaEvent;

/// <summary>The activation that a step had started has finished.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="State">How it ended.</param>
public sealed record ChildEnded(string Step, ActivationState State) : SagaEvent
{
    /// <summary>
    /// The hardest point of no return that the child passed; the parent has passed it with it.
    /// </summary>
    public PointOfNoReturn Passed { get; init; }

    /// <summary>
    /// Whether it had no steps of ours and an activity of it failed: as in Elsa, the parent goes on and is told.
    /// </summary>
    public bool Faulted { get; init; }

    /// <summary>The number of the child's event that ended it.</summary>
    public long Number { get; init; }
}

/// <summary>
/// The activation that a step had started is about to pass a point of no return: from here on this one has passed it
/// too, until that one has ended and has not.
/// </summary>
/// <param name="Step">The step's id.</param>
/// <param name="Point">The hardest that it is about to pass.</param>
public sealed record ChildPassing(string Step, PointOfNoReturn Point) : SagaEvent;

/// <summary>
/// What was decided for this activation, and concerns one that a step had started, is durable there too.
/// </summary>
/// <param name="Step">The step's id.</param>
public sealed record ChildTold(string Step) : SagaEvent;
