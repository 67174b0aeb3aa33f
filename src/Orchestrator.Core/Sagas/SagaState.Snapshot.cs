using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>Copies, for those who do not own the state.</summary>
public sealed partial class SagaState
{
    private SagaState(SagaState other)
        : this(other.Id, other.Plan)
    {
        (Order, Sequence, StateReason, _end) = (other.Order, other.Sequence, other.StateReason, other._end);
        (IsStarted, IsHeld, IsRollingBack, QueuedBehind) =
            (other.IsStarted, other.IsHeld, other.IsRollingBack, other.QueuedBehind);
        (PastHardPoint, PastSoftPoint, IsFinishing, IsDueTimePassed) =
            (other.PastHardPoint, other.PastSoftPoint, other.IsFinishing, other.IsDueTimePassed);
        (CreateTime, StartTime, EndTime, UpdateTime) =
            (other.CreateTime, other.StartTime, other.EndTime, other.UpdateTime);
        (ForcedPastSoftPoint, Jeopardy) = (other.ForcedPastSoftPoint, other.Jeopardy);
        (SupersededBy, IsLeftToLedger) = (other.SupersededBy, other.IsLeftToLedger);
        (CorrelationId, InstanceName, IsStalled, CancelledBy) =
            (other.CorrelationId, other.InstanceName, other.IsStalled, other.CancelledBy);
        _incidents = other._incidents is null ? null : [.. other._incidents];
        foreach (var step in other.Steps)
        {
            var copy = step.Clone();
            _steps.Add(copy);
            if (other._openSteps.Contains(step))
                _openSteps.Add(copy);
        }

        _fallouts = other._fallouts is { Count: > 0 } ? [.. other._fallouts] : null;
        _outputs = Copy(other._outputs);
    }

    /// <summary>
    /// What can be shown of the activation, as a copy that does not change any more; without the flow.
    /// </summary>
    public SagaState Snapshot() => new(this);

    /// <summary>The flow as data, to go on from it later.</summary>
    internal FlowSnapshot SnapshotFlow() => new(
        NextFrame,
        [.. _frames.Select(Save)],
        Copy(_variables),
        Copy(_signalResults),
        Copy(_outputs),
        LastResult);

    private static FrameSnapshot Save(Frame frame) => new(frame.Id, frame.Activity.Id, frame.Parent?.Id ?? -1)
    {
        Item = frame.Item < 0 ? null : frame.Item,
        IsIteration = frame.IsIteration,
        ItemValue = frame.MemoryIfAny?.ItemValue ?? Value.Null,
        Until = frame.Until,
        Signal = frame.Signal,
        IsBreaking = frame.IsBreaking,
        Fault = frame.Fault,
        Tokens = frame.MemoryIfAny?.Tokens?.Save(),
        Variables = Copy(frame.MemoryIfAny?.Variables),
        Visits = frame.MemoryIfAny?.Visits?.SaveConnections(),
        ActivityVisits = frame.MemoryIfAny?.Visits?.SaveActivities(),
    };
}
