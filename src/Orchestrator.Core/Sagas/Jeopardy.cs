using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas;

/// <summary>An activation whose due time is going to be missed, as far as it can be told.</summary>
/// <param name="Since">When that was found.</param>
/// <param name="Expected">When it was expected then to have completed; null where nothing was known.</param>
/// <param name="Why">One plain sentence.</param>
public sealed record Jeopardy(DateTimeOffset Since, DateTimeOffset? Expected, string Why);

/// <summary>What becomes of an order's due time: kept beside the journal, so that those in danger are found.</summary>
/// <param name="Due">When it is due.</param>
/// <param name="Workflow">The version that it runs.</param>
/// <param name="InJeopardy">It is going to be missed, as far as it can be told.</param>
/// <param name="IsOver">The activation has finished: nothing is kept any more.</param>
public sealed record DueTimeChange(DateTimeOffset Due, WorkflowId Workflow, bool InJeopardy, bool IsOver)
{
    /// <summary>What changes with the events of a transition; null for nothing.</summary>
    /// <param name="state">After them.</param>
    /// <param name="events">In order.</param>
    public static DueTimeChange? Of(SagaState state, IReadOnlyList<SagaEvent> events)
    {
        if (state.Order.DueTime is not { } due)
            return null;

        var changes = false;
        foreach (var happened in events)
        {
            changes |= happened is ActivationAccepted or DueTimeInJeopardy or DueTimeSafe or ActivationCompleted
                or ActivationRolledBack or ActivationCancelled or ActivationAbandoned;
        }

        return changes ? new DueTimeChange(due, state.Plan.Id, state.Jeopardy is not null, state.IsFinished) : null;
    }
}
