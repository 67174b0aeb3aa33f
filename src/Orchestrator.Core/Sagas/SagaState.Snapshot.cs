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
        ForcedPastSoftPoint = other.ForcedPastSoftPoint;
        foreach (var step in other._steps)
        {
            var copy = step.Clone();
            _steps.Add(copy);
            _stepsById.Add(copy.Id, copy);
        }

        _fallouts.AddRange(other._fallouts);
        foreach (var (name, value) in other._outputs)
            _outputs.Add(name, value);
    }

    /// <summary>What can be shown of the activation, as a copy that does not change any more; without the flow.</summary>
    public SagaState Snapshot() => new(this);

    /// <summary>The flow as data, to go on from it later.</summary>
    internal FlowSnapshot SnapshotFlow() => new(
        NextFrame,
        [.. _frames.Values.OrderBy(frame => frame.Id).Select(Save)],
        CopyOf(_variables),
        CopyOf(_activityOutputs),
        CopyOf(_outputs),
        LastResult);

    private static FrameSnapshot Save(Frame frame) => new(frame.Id, frame.Activity.Id, frame.Parent?.Id ?? -1)
    {
        Item = frame.Item < 0 ? null : frame.Item,
        IsIteration = frame.IsIteration,
        ItemValue = frame.ItemValue,
        Until = frame.Until,
        Signal = frame.Signal,
        Variables = frame.Variables is null ? null : CopyOf(frame.Variables),
        Visits = frame.Visits?.Select(visit => new[] { visit.Key, visit.Value.Count, visit.Value.Followed ? 1 : 0 }).ToArray(),
        ActivityVisits = frame.ActivityVisits is null ? null : new Dictionary<string, int>(frame.ActivityVisits),
    };

    private static Dictionary<string, Value>? CopyOf(Dictionary<string, Value> values) =>
        values.Count == 0 ? null : new(values, StringComparer.Ordinal);
}
