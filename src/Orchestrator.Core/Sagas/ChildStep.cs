using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Sagas;

/// <summary>A step that starts another activation, and is done when that one is.</summary>
public sealed class ChildStep : StepRecord
{
    internal ChildStep(StepRequested requested, ChildWorkflow activity)
        : base(requested, activity)
    {
    }

    /// <summary>The child that was started last; 0 before the first one is known to be there.</summary>
    public long Child { get; internal set; }

    /// <summary>Whether the child is there, and has not come to nothing.</summary>
    internal bool HasChild { get; set; }

    /// <summary>How the child ended last; null while that is not known.</summary>
    internal ActivationState? EndedAs { get; set; }

    /// <summary>The number of the child's event that ended it, as far as is known; 0 for none.</summary>
    internal long NotedEnd { get; set; }

    /// <summary>What the child is to be told; null where it is known to have it.</summary>
    internal Untold? Untold { get; set; }

    /// <summary>Whether the child is there, and not known to have ended.</summary>
    internal bool IsChildOpen => HasChild && EndedAs is null;

    /// <summary>Whether the child ended as a workflow without steps ends of which an activity failed.</summary>
    internal bool HasFaulted { get; set; }

    /// <summary>Children that this step started and that came to nothing: a retry starts another one.</summary>
    internal int Spent { get; set; }

    /// <summary>The hardest point of no return that the child passed, or is about to pass.</summary>
    internal PointOfNoReturn Passed { get; set; }

    /// <summary>The hardest that a child passed which was abandoned: it stays, whatever becomes of the step.</summary>
    internal PointOfNoReturn LeftBehind { get; set; }

    /// <summary>Whether the step goes on when the child has ended, and not when it is there.</summary>
    internal bool WaitsForEnd => Input[ChildWorkflow.Waits].AsBoolean;

    /// <summary>
    /// Whether the child is executed as a part of this activation, and not dispatched to go its own way.
    /// </summary>
    internal bool GoesAlong => WaitsForEnd || ((ChildWorkflow)Activity).Result == ChildResult.Instance;

    /// <summary>The same for every attempt to start the same child.</summary>
    internal string RequestId => Spent == 0 ? $"{Id}/do" : $"{Id}/do/{Spent + 1}";
}

/// <summary>What a child is to be told.</summary>
/// <param name="Kind">What it is to do.</param>
/// <param name="Who">Who decided, and why.</param>
/// <param name="Since">The number of the event that decided it.</param>
internal sealed record Untold(ErrandKind Kind, Who Who, long Since);

/// <summary>How a child ended, as its parent is told.</summary>
/// <param name="Activation">The child.</param>
/// <param name="Number">The number of the event that ended it.</param>
/// <param name="State">A final state.</param>
/// <param name="Reason">In words.</param>
/// <param name="Output">The workflow's outputs: an object.</param>
/// <param name="Passed">The hardest point of no return that it passed.</param>
internal sealed record ChildEnd(
    long Activation, long Number, ActivationState State, string Reason, Values.Value Output, PointOfNoReturn Passed)
{
    public static ChildEnd Of(SagaState child) => new(
        child.Id,
        child.EndNumber,
        child.State,
        child.StateReason,
        child.Output,
        child.Passed)
    {
        FaultedWithoutSteps =
            child.FlowStatus == FlowStatus.Faulted && !child.Plan.HasSteps && child.Steps.Count == 0,
    };

    /// <summary>Whether it failed, and neither it nor what it started could have done anything outside.</summary>
    public bool FaultedWithoutSteps { get; private init; }
}

/// <summary>What a parent wants of a child.</summary>
internal enum ErrandKind
{
    /// <summary>It is to tell its end, if it has ended.</summary>
    Report,
    Hold,
    Release,
    RollBack,

    /// <summary>The service is deprovisioned: no new step starts, and what can be undone is.</summary>
    Supersede,
}

/// <summary>Something that a parent wants of a child, once the parent's decision is durable.</summary>
/// <param name="Child">The child's id.</param>
/// <param name="Kind">What it is to do.</param>
/// <param name="From">The parent's step.</param>
/// <param name="Who">Who decided, and why.</param>
/// <param name="Force">Passes a soft point of no return.</param>
/// <param name="Since">The number of the parent's event that decided it.</param>
internal sealed record Errand(long Child, ErrandKind Kind, Shards.CallId From, Who Who, bool Force, long Since)
{
    /// <summary>With Supersede: the activation that deprovisions the service.</summary>
    public long By { get; init; }
}
