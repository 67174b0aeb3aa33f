using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Analysis;

/// <summary>What an activation was for: what everything that happened in it is grouped by.</summary>
/// <param name="Activation">Its id.</param>
/// <param name="Workflow">The definition's id.</param>
public sealed record ActivationTraits(
    long Activation, string Workflow, string Product, ActivationAction Action, Channel Channel);

/// <summary>Where something happened.</summary>
/// <param name="Step">The activity's id in the workflow: the same for every round of a loop.</param>
/// <param name="Adapter">The instance; empty for an activity that calls none.</param>
/// <param name="Operation">The operation; empty for an activity that calls none.</param>
public readonly record struct StepTraits(string Step, string Adapter, string Operation);

/// <summary>How an attempt, a step or an activity failed.</summary>
public enum FailureKind
{
    /// <summary>An attempt failed, and another one followed.</summary>
    Retried,

    /// <summary>It was not known what became of a call; the adapter was asked.</summary>
    Unknown,

    /// <summary>A step, or an activity, failed for good.</summary>
    Final,

    /// <summary>Undoing a step failed for good.</summary>
    UndoFinal,
}

/// <summary>Something failed.</summary>
/// <param name="Code">The error's; OUTCOME_UNKNOWN for a call whose outcome was not known.</param>
/// <param name="Time">When.</param>
public sealed record FailureFact(StepTraits Step, FailureKind Kind, string Code, DateTimeOffset Time);

/// <summary>A step succeeded.</summary>
/// <param name="Step">Which.</param>
/// <param name="Total">From when it was requested.</param>
/// <param name="Waiting">
/// Of that, for its lane, for a window, for a hold to end, for a server that was stopped, or for a person's decision.
/// </param>
/// <param name="Pausing">Of that, between an attempt that failed and the next one.</param>
/// <param name="Time">When it succeeded.</param>
public sealed record StepTime(
    StepTraits Step, TimeSpan Total, TimeSpan Waiting, TimeSpan Pausing, DateTimeOffset Time)
{
    /// <summary>The rest: the adapter's time, and that of the queues before it.</summary>
    public TimeSpan Working => Total - Waiting - Pausing;
}

/// <summary>What turned an activation around.</summary>
public enum ReversalCause
{
    /// <summary>A step, or the workflow, failed.</summary>
    Failure,

    /// <summary>The due time passed.</summary>
    DueTime,

    /// <summary>A person rolled it back.</summary>
    Person,

    /// <summary>A person decided about a fallout that it is to be rolled back.</summary>
    FalloutDecision,

    /// <summary>A person or a client withdrew it.</summary>
    Cancellation,

    /// <summary>It waited for its service, which did not allow it any more.</summary>
    Service,

    /// <summary>A person ended it with effects left behind.</summary>
    Abandonment,
}

/// <summary>How a reversal ended.</summary>
public enum ReversalEnd
{
    /// <summary>It has not.</summary>
    Open,

    RolledBack,

    /// <summary>Without an effect.</summary>
    Cancelled,

    /// <summary>With effects left behind.</summary>
    Abandoned,

    /// <summary>It was undone back to a step, and went on from there.</summary>
    WentOn,
}

/// <summary>An activation was rolled back, withdrawn or abandoned.</summary>
/// <param name="Cause">What turned it around.</param>
/// <param name="Step">The step that failed; empty where none did.</param>
/// <param name="Code">The error's; empty where nothing failed.</param>
/// <param name="Actor">Who; empty where nobody decided it.</param>
/// <param name="Reason">Why: a person's words, else the engine's.</param>
/// <param name="Time">When it began.</param>
public sealed record ReversalFact(
    ReversalCause Cause, StepTraits Step, string Code, string Actor, string Reason, DateTimeOffset Time)
{
    public ReversalEnd End { get; init; }
}

/// <summary>What became of an order's due time.</summary>
public enum PromiseEnd
{
    /// <summary>Not finished, and the due time has not come.</summary>
    Open,

    /// <summary>Completed in time.</summary>
    Kept,

    /// <summary>Completed later, or not completed when the due time came.</summary>
    Missed,

    /// <summary>It ended before the due time without having completed: rolled back, withdrawn or abandoned.</summary>
    GivenUp,
}

/// <summary>An order with a due time.</summary>
/// <param name="Due">When it was due.</param>
/// <param name="End">What became of it.</param>
/// <param name="Late">By how much it completed too late; null where it did not.</param>
/// <param name="Warned">It was known to be in jeopardy before the due time.</param>
public sealed record PromiseFact(DateTimeOffset Due, PromiseEnd End, TimeSpan? Late, bool Warned);

/// <summary>What one activation's history tells.</summary>
public sealed record HistoryFacts(ActivationTraits Traits)
{
    public IReadOnlyList<FailureFact> Failures { get; init; } = [];

    public IReadOnlyList<StepTime> Steps { get; init; } = [];

    public IReadOnlyList<ReversalFact> Reversals { get; init; } = [];

    /// <summary>Null where the order has no due time.</summary>
    public PromiseFact? Promise { get; init; }
}
