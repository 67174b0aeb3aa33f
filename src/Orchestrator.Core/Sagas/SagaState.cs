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
/// The state of one activation: what its events, folded in order, amount to. It is changed in place, by
/// <see cref="Apply"/> alone, and by one owner; others get a <see cref="Snapshot"/>.
/// </summary>
public sealed partial class SagaState
{
    private readonly StepTable _steps = new();
    private readonly FrameTable _frames = new();
    private readonly OpenSteps _openSteps = new();
    private Dictionary<string, Value>? _variables;
    private Dictionary<string, Value>? _signalResults;
    private Dictionary<string, Value>? _outputs;
    private Dictionary<string, List<Value>>? _signals;
    private Dictionary<string, (string Hash, long Sequence)>? _requests;
    private List<OpenFallout>? _fallouts;
    private ActivationState? _end;

    // Times are kept as ticks, 0 for none: there may be very many activations.
    private long _createTime;
    private long _startTime;
    private long _endTime;
    private long _updateTime;

    /// <summary>The state before the first event.</summary>
    public SagaState(long id, WorkflowPlan plan)
    {
        Id = id;
        Plan = plan;
    }

    public long Id { get; }

    public WorkflowPlan Plan { get; private set; }

    public ActivationOrder Order { get; private set; } = NoOrder;

    /// <summary>Number of the last event; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>Steps in the order in which they were requested.</summary>
    public IReadOnlyList<StepRecord> Steps => _steps;

    public IReadOnlyList<OpenFallout> Fallouts => (IReadOnlyList<OpenFallout>?)_fallouts ?? NoFallouts;

    /// <summary>Open frames, in order of their numbers.</summary>
    internal FrameTable Frames => _frames;

    /// <summary>The workflow's outputs so far; final when the state is Completed.</summary>
    public Value Output => _outputs is null ? Value.EmptyObject : Value.Object(_outputs);

    /// <summary>One plain sentence.</summary>
    public string StateReason { get; private set; } = "";

    public bool IsStarted { get; private set; }

    public bool IsHeld { get; private set; }

    public bool IsRollingBack { get; private set; }

    /// <summary>
    /// The activation that it waits behind, or waited behind to its end; 0 for none: then the service is its own.
    /// </summary>
    public long QueuedBehind { get; private set; }

    /// <summary>A hard point of no return was passed.</summary>
    public bool PastHardPoint { get; private set; }

    /// <summary>A soft point of no return was passed.</summary>
    public bool PastSoftPoint { get; private set; }

    /// <summary>The workflow said that it is finished while steps were in flight.</summary>
    public bool IsFinishing { get; private set; }

    public bool IsDueTimePassed { get; private set; }

    public DateTimeOffset CreateTime
    {
        get => new(_createTime, TimeSpan.Zero);
        private set => _createTime = value.UtcTicks;
    }

    public DateTimeOffset? StartTime
    {
        get => _startTime == 0 ? null : new(_startTime, TimeSpan.Zero);
        private set => _startTime = value?.UtcTicks ?? 0;
    }

    public DateTimeOffset? EndTime
    {
        get => _endTime == 0 ? null : new(_endTime, TimeSpan.Zero);
        private set => _endTime = value?.UtcTicks ?? 0;
    }

    public DateTimeOffset UpdateTime
    {
        get => new(_updateTime, TimeSpan.Zero);
        private set => _updateTime = value.UtcTicks;
    }

    public bool IsFinished => _end is not null;

    public ActivationState State =>
        _end
        ?? (IsHeld ? ActivationState.Held
            : _fallouts is { Count: > 0 } ? ActivationState.Fallout
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

    public StepRecord? FindStep(string id) => _steps.Find(id);

    /// <summary>The id for a step: with a number behind it, where there has been one of that id.</summary>
    internal string FreeStepId(string id) => _steps.FreeId(id);

    /// <summary>
    /// The activity of an open frame, with the items of the loops around it; null where that frame is not open.
    /// </summary>
    public string? FindActivity(int frame) => _frames.Find(frame)?.PathId;

    /// <summary>
    /// The sequence number that the activation had after a request was carried out; null where there was none such.
    /// </summary>
    public (string Hash, long Sequence)? FindRequest(string caller, string requestId)
    {
        if (Order.RequestId == requestId && Order.Caller == caller)
            return (Order.RequestHash, 1);

        return _requests is not null && _requests.TryGetValue(RequestKey(caller, requestId), out var found)
            ? found
            : null;
    }

    /// <summary>Steps with a call pending, under way, waiting for its next attempt, or unknown.</summary>
    internal OpenSteps OpenSteps => _openSteps;

    /// <summary>
    /// External events of a name that were received and not yet taken, the oldest first; null for none.
    /// </summary>
    internal IReadOnlyList<Value>? KeptSignals(string name) => _signals?.GetValueOrDefault(name);

    /// <summary>How many there are of all names.</summary>
    internal int SignalsKept => _signals?.Values.Sum(static kept => kept.Count) ?? 0;

    internal bool TryGetActivityOutput(string activity, out Value output) =>
        _steps.TryGetOutput(activity, out output)
        || (_signalResults is not null && _signalResults.TryGetValue(activity, out output));

    internal Value GetVariable(Frame? scope, VariableDeclaration variable)
    {
        var values = scope is null ? _variables : scope.MemoryIfAny?.Variables;
        return values is not null && values.TryGetValue(variable.Id, out var value) ? value : variable.Default;
    }

    private static readonly OpenFallout[] NoFallouts = [];
    private static readonly ActivationOrder NoOrder = new("", "", "", "");

    private static string RequestKey(string caller, string requestId) => $"{caller}\n{requestId}";
}
