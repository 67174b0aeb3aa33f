using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas;

/// <summary>The states of an activation, as the API shows them.</summary>
public enum ActivationState
{
    Scheduled,
    Running,
    Held,
    Fallout,
    RollingBack,
    Completed,
    RolledBack,
    Cancelled,
    Abandoned,
}

/// <summary>An open fallout: a step, or an activity, that needs a person.</summary>
public sealed record OpenFallout(string Step, StepError Error, bool WhileCompensating, DateTimeOffset Time);

/// <summary>
/// The state of one activation: what its events, folded in order, amount to. It is changed in place, by <see cref="Apply"/> alone,
/// and by one owner; others get a <see cref="Snapshot"/>.
/// </summary>
public sealed partial class SagaState
{
    private readonly List<StepRecord> _steps = [];
    private readonly Dictionary<string, StepRecord> _stepsById = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Frame> _frames = [];
    private readonly Dictionary<string, Value> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> _activityOutputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> _outputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Value>> _signals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Hash, long Sequence)> _requests = new(StringComparer.Ordinal);
    private readonly List<OpenFallout> _fallouts = [];
    private readonly List<StepRecord> _openSteps = [];
    private ActivationState? _end;

    /// <summary>The state before the first event.</summary>
    public SagaState(long id, WorkflowPlan plan)
    {
        Id = id;
        Plan = plan;
    }

    public long Id { get; }

    public WorkflowPlan Plan { get; }

    public ActivationOrder Order { get; private set; } = new("", "", "", "");

    /// <summary>Number of the last event; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>Steps in the order in which they were requested.</summary>
    public IReadOnlyList<StepRecord> Steps => _steps;

    public IReadOnlyList<OpenFallout> Fallouts => _fallouts;

    /// <summary>Open frames, by number, in no order.</summary>
    public IReadOnlyDictionary<int, Frame> Frames => _frames;

    internal Dictionary<int, Frame> FramesById => _frames;

    /// <summary>The workflow's outputs so far; final when the state is Completed.</summary>
    public Value Output => Value.Object(_outputs);

    /// <summary>One plain sentence.</summary>
    public string StateReason { get; private set; } = "";

    public bool IsStarted { get; private set; }

    public bool IsHeld { get; private set; }

    public bool IsRollingBack { get; private set; }

    /// <summary>The activation that it waits behind; 0 for none.</summary>
    public long QueuedBehind { get; private set; }

    /// <summary>A hard point of no return was passed.</summary>
    public bool PastHardPoint { get; private set; }

    /// <summary>A soft point of no return was passed.</summary>
    public bool PastSoftPoint { get; private set; }

    /// <summary>The workflow said that it is finished while steps were in flight.</summary>
    public bool IsFinishing { get; private set; }

    public bool IsDueTimePassed { get; private set; }

    public DateTimeOffset CreateTime { get; private set; }

    public DateTimeOffset? StartTime { get; private set; }

    public DateTimeOffset? EndTime { get; private set; }

    public DateTimeOffset UpdateTime { get; private set; }

    public bool IsFinished => _end is not null;

    public ActivationState State =>
        _end
        ?? (IsHeld ? ActivationState.Held
            : _fallouts.Count > 0 ? ActivationState.Fallout
            : IsRollingBack ? ActivationState.RollingBack
            : IsStarted ? ActivationState.Running
            : ActivationState.Scheduled);

    /// <summary>Changes with every event.</summary>
    public string Etag => $"{Id:x}-{Sequence:x}";

    internal int NextFrame { get; private set; }

    internal int CompletionNumber { get; private set; }

    internal Value LastResult { get; private set; }

    internal string? CancelledBy { get; private set; }

    /// <summary>While rolling back: the step after which everything is undone, or null.</summary>
    internal string? BackToStep { get; private set; }

    /// <summary>While rolling back: steps with a completion number up to this one are kept.</summary>
    internal int KeepUpTo { get; private set; }

    /// <summary>While rolling back to a step: where the workflow goes on from, once that is done.</summary>
    internal FlowSnapshot? RestoreTo { get; private set; }

    internal bool ForcedPastSoftPoint { get; private set; }

    public StepRecord? FindStep(string id) => _stepsById.GetValueOrDefault(id);

    /// <summary>The sequence number that the activation had after a request was carried out; null where there was none such.</summary>
    public (string Hash, long Sequence)? FindRequest(string caller, string requestId) =>
        _requests.TryGetValue(RequestKey(caller, requestId), out var found) ? found : null;

    /// <summary>Steps with a call pending, under way, waiting for its next attempt, or unknown.</summary>
    internal IReadOnlyList<StepRecord> OpenSteps => _openSteps;

    /// <summary>External events that were received and not yet taken, by name.</summary>
    internal IReadOnlyDictionary<string, List<Value>> KeptSignals => _signals;

    internal bool TryGetActivityOutput(string activity, out Value output) => _activityOutputs.TryGetValue(activity, out output);

    internal Value GetVariable(Frame? scope, VariableDeclaration variable)
    {
        var values = scope is null ? _variables : scope.Variables;
        return values is not null && values.TryGetValue(variable.Id, out var value) ? value : variable.Default;
    }

    private static string RequestKey(string caller, string requestId) => $"{caller}\n{requestId}";
}
