using Orchestrator.Core.Activities;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>Something that went wrong in an activity that calls no adapter.</summary>
/// <param name="Activity">The activity's id.</param>
/// <param name="Message">What went wrong: in Elsa's words where the workflow has no steps.</param>
/// <param name="Cause">What is behind it; null where the message says it.</param>
public sealed record Incident(string Activity, string Message, string? Cause);

/// <summary>What Elsa calls status and sub-status of a workflow instance, in one.</summary>
public enum FlowStatus
{
    /// <summary>It has not begun.</summary>
    Pending,

    /// <summary>Steps are under way, or are being undone.</summary>
    Executing,

    /// <summary>It waits: for a time, a signal, a person; or for nothing, and will not go on by itself.</summary>
    Suspended,

    Finished,

    /// <summary>It ended by a failure.</summary>
    Faulted,

    /// <summary>It was ended from outside.</summary>
    Cancelled,
}

/// <summary>Incidents, results, names: what activities leave behind.</summary>
public sealed partial class SagaState
{
    private List<Incident>? _incidents;
    private Dictionary<string, int>? _tasks;

    /// <summary>
    /// What went wrong in activities that call no adapter, in order; they stay when it was made good.
    /// </summary>
    public IReadOnlyList<Incident> Incidents => (IReadOnlyList<Incident>?)_incidents ?? [];

    /// <summary>What Elsa.Correlate set last; before, what the order gave, or null.</summary>
    public string? CorrelationId { get; private set; }

    /// <summary>What Elsa.SetName set last; null before.</summary>
    public string? InstanceName { get; private set; }

    /// <summary>Whether it was stopped because it ran without waiting: it would do so again.</summary>
    internal bool HasRunAway { get; private set; }

    /// <summary>Whether nothing runs or waits any more, and it has not ended.</summary>
    public bool IsStalled { get; private set; }

    /// <summary>The state in Elsa's words.</summary>
    public FlowStatus FlowStatus => _end switch
    {
        ActivationState.Completed => FlowStatus.Finished,
        ActivationState.RolledBack when CancelledBy is null => FlowStatus.Faulted,
        not null => FlowStatus.Cancelled,
        null when !IsStarted => FlowStatus.Pending,
        null => IsRollingBack || (_openSteps.Count > 0 && Fallouts.Count == 0)
            ? FlowStatus.Executing
            : FlowStatus.Suspended,
    };

    /// <summary>
    /// The signals, and ids of tasks, that activities wait for, those that have waited longest first.
    /// </summary>
    public IReadOnlyList<string> AwaitedSignals =>
        [.. _frames.Where(frame => frame.Signal is not null).Select(frame => frame.Signal!)];

    /// <summary>How often a task was requested by an activity, in one iteration of the loops around it.</summary>
    internal int TasksOf(string path) => _tasks?.GetValueOrDefault(path) ?? 0;

    private void On(BreakReached it)
    {
        foreach (var frame in it.Frames)
            _frames[frame].Memory.IsBreaking = true;
    }

    private void OnStalled()
    {
        IsStalled = true;
        StateReason = "Nothing of it runs or waits, and it has not ended: an activity failed, or a join waits for what "
            + "does not come. Look at its events, and cancel it.";
    }

    private void On(ResultGiven it)
    {
        (_signalResults ??= new(StringComparer.Ordinal))[it.Activity] = it.Result;
        if (Plan[it.Activity] is not Composite)
            LastResult = it.Result;
    }

    private void On(BranchTaken it)
    {
        if (it.Result is not { } result)
            return;

        (_signalResults ??= new(StringComparer.Ordinal))[it.Activity] = result;
        LastResult = result;
    }

    private void On(TaskRequested it)
    {
        var frame = Add(it.Frame, it.Activity, it.Parent);
        frame.Memory.Signal = it.Task;
        _tasks ??= new(StringComparer.Ordinal);
        _tasks[frame.PathId] = TasksOf(frame.PathId) + 1;
    }

    private void RemoveWithin(Frame ended)
    {
        foreach (var frame in _frames.ToArray())
        {
            if (!IsWithin(frame, ended))
                continue;

            _frames.Remove(frame.Id);
            _fallouts?.RemoveAll(fallout => fallout.Step == (frame.Step ?? frame.PathId));
            if (frame.Step is { } step && FindStep(step) is { } record)
                LeaveOut(record);
        }
    }

    private static bool IsWithin(Frame frame, Frame outer)
    {
        for (var around = frame.Parent; around is not null; around = around.Parent)
        {
            if (around == outer)
                return true;
        }

        return false;
    }

    private string ReasonOfEnd() => SupersededBy != 0
        ? $"Superseded by {NameOf(SupersededBy)}, which deprovisions the service: everything was undone."
        : _steps.Count == 0 && _incidents is not null
            ? $"{StateReason} There was nothing to undo."
            : "Everything was undone.";
}
