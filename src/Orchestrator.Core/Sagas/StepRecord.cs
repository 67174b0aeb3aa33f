using Orchestrator.Core.Activities;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>Where a step is in its life.</summary>
public enum StepState
{
    Pending,
    Running,
    Retrying,
    Unknown,
    Succeeded,
    Failed,
    Skipped,
    Compensating,
    Compensated,
    CompensationFailed,
}

/// <summary>
/// Everything that is known of one step of one activation: the events that made it and ended it, and what few steps
/// need beside, in an object of its own, for there may be very many. Changed only by folding events.
/// </summary>
public class StepRecord
{
    private readonly StepRequested _requested;
    private StepSucceeded? _succeeded;
    private StepMishaps? _mishaps;

    // Times are kept as ticks, 0 for none.
    private long _startTime;
    private long _endTime;

    internal StepRecord(StepRequested requested, StepActivity activity)
    {
        _requested = requested;
        Activity = activity;
    }

    public string Id => _requested.StepId;

    public StepActivity Activity { get; }

    /// <summary>The frame that the step runs in; kept when the frame has ended.</summary>
    public int Frame => _requested.Frame;

    /// <summary>The frame around that one; -1 for the root.</summary>
    internal int ParentFrame => _requested.Parent;

    public StepState State { get; internal set; }

    /// <summary>Attempts of the step's own call that have begun.</summary>
    public int Attempts { get; internal set; }

    /// <summary>When the next attempt or read-back, of the call or of its compensation, is due.</summary>
    public DateTimeOffset? NextAttempt
    {
        get => Time(_mishaps?.NextAttempt ?? 0);
        internal set
        {
            AwaitsLane = false;
            if (Rare(value is not null) is { } rare)
                (rare.NextAttempt, rare.Window) = (Ticks(value), null);
        }
    }

    /// <summary>
    /// The window that the attempt waits for, until <see cref="NextAttempt"/>; null where it waits for none.
    /// </summary>
    public string? Window
    {
        get => _mishaps?.Window;
        internal set => Rare(true)!.Window = value;
    }

    public Value Input
    {
        get => _mishaps is { Input.IsNull: false } rare ? rare.Input : _requested.Input;
        internal set => Rare(true)!.Input = value;
    }

    public Value Output => _succeeded?.Output ?? Value.Null;

    /// <summary>Of the last attempt that failed; null once the step has succeeded.</summary>
    public StepError? Error
    {
        get => _mishaps?.Error;
        internal set
        {
            if (Rare(value is not null) is { } rare)
                rare.Error = value;
        }
    }

    public string? Lane => _requested.Lane;

    /// <summary>The idempotency key of the call that the step's own call undoes, or null.</summary>
    public string? Undoes => _requested.Undoes;

    /// <summary>
    /// The adapter operation that undoes it, pinned when the step was requested; null where nothing does.
    /// </summary>
    public string? Compensation => Activity.Compensation?.Operation ?? _requested.Inverse;

    /// <summary>What the compensation gets, once it is known; null: the input overlaid with the output.</summary>
    public Value CompensationInput
    {
        get => _mishaps is { HasCompensationInput: true } rare
            ? rare.CompensationInput
            : _succeeded?.CompensationInput ?? Value.Null;
        internal set
        {
            var rare = Rare(true)!;
            (rare.HasCompensationInput, rare.CompensationInput) = (true, value);
        }
    }

    /// <summary>
    /// Why the definition's expression for <see cref="CompensationInput"/> could not be evaluated; null where it could,
    /// or a person has given an input instead.
    /// </summary>
    public string? CompensationInputError =>
        _mishaps is { IsInputByPerson: true } ? null : _succeeded?.CompensationInputError;

    public int CompensationAttempts
    {
        get => _mishaps?.CompensationAttempts ?? 0;
        internal set => Rare(true)!.CompensationAttempts = value;
    }

    public StepError? CompensationError
    {
        get => _mishaps?.CompensationError;
        internal set
        {
            if (Rare(value is not null) is { } rare)
                rare.CompensationError = value;
        }
    }

    /// <summary>When the compensation was requested first.</summary>
    public DateTimeOffset? CompensationStartTime
    {
        get => Time(_mishaps?.CompensationStartTime ?? 0);
        internal set => Rare(true)!.CompensationStartTime = Ticks(value);
    }

    /// <summary>What the step made and released.</summary>
    public IReadOnlyList<ResourceFact> Resources
    {
        get => _mishaps?.Resources ?? _succeeded?.Resources ?? [];
        internal set => Rare(true)!.Resources = value;
    }

    /// <summary>What its own call made and released, whether it was undone since or not; null for nothing.</summary>
    internal IReadOnlyList<ResourceFact>? Made => _succeeded?.Resources;

    /// <summary>1 for the first step of the activation to be completed, and so on; 0 while it is not.</summary>
    public int CompletionNumber { get; internal set; }

    public DateTimeOffset StartTime
    {
        get => new(_startTime, TimeSpan.Zero);
        internal set => _startTime = value.UtcTicks;
    }

    public DateTimeOffset? EndTime
    {
        get => Time(_endTime);
        internal set => _endTime = Ticks(value);
    }

    /// <summary>When the step's first attempt in this budget began; RETRY by a person begins a new one.</summary>
    internal DateTimeOffset BudgetStart
    {
        get => new(_mishaps is { BudgetStart: > 0 } rare ? rare.BudgetStart : _startTime, TimeSpan.Zero);
        set
        {
            if (Rare(value.UtcTicks != _startTime) is { } rare)
                rare.BudgetStart = value.UtcTicks;
        }
    }

    /// <summary>Attempts in this budget.</summary>
    internal int BudgetAttempts { get; set; }

    /// <summary>How often the adapter could not tell what became of the last attempt.</summary>
    internal int Reads
    {
        get => _mishaps?.Reads ?? 0;
        set
        {
            if (Rare(value > 0) is { } rare)
                rare.Reads = value;
        }
    }

    /// <summary>
    /// Whether it was not known once what its call did, or what that made: the ledger may have the call by its key. Stays
    /// so when it has become known.
    /// </summary>
    public bool WasInDoubt
    {
        get => _mishaps?.WasInDoubt == true;
        internal set => Rare(true)!.WasInDoubt = value;
    }

    /// <summary>
    /// What its call makes if it is done, as far as its adapter could tell while nobody knew whether it was; empty: nothing;
    /// null: nobody told.
    /// </summary>
    public IReadOnlyList<ResourceFact>? MayHaveMade
    {
        get => _mishaps?.MayHaveMade;
        internal set => Rare(true)!.MayHaveMade = value;
    }

    /// <summary>Whether the call that is under way, or unknown, is the compensation.</summary>
    public bool Undoing { get; internal set; }

    /// <summary>Whether the outcome of the call under way must be read back before anything else.</summary>
    internal bool OutcomeUnknown { get; set; }

    /// <summary>Whether its attempt was not made when the process before ended.</summary>
    internal bool IsPutBack { get; set; }

    /// <summary>The adapter is being asked. Not a fact: a new process asks again.</summary>
    internal bool ReadUnderWay { get; set; }

    /// <summary>
    /// Its time has come, and it waits for its turn in its lane. Not a fact: a new process waits anew.
    /// </summary>
    internal bool AwaitsLane { get; set; }

    /// <summary>The step of the same activity that was requested before this one, or null.</summary>
    internal StepRecord? Before { get; set; }

    /// <summary>The step that was completed before this one; null where it was the first.</summary>
    internal StepRecord? CompletedBefore { get; set; }

    /// <summary>What it gave is known, and what undoing it gets.</summary>
    internal void Take(StepSucceeded succeeded)
    {
        _succeeded = succeeded;
        if (_mishaps is not { } rare)
            return;

        (rare.HasCompensationInput, rare.IsInputByPerson, rare.Resources) = (false, false, null);
    }

    /// <summary>A person says what the compensation gets.</summary>
    internal void TakeCompensationInput(Value input)
    {
        CompensationInput = input;
        _mishaps!.IsInputByPerson = true;
    }

    internal StepRecord Clone()
    {
        var clone = (StepRecord)MemberwiseClone();
        clone._mishaps = _mishaps?.Clone();
        (clone.Before, clone.CompletedBefore) = (null, null);
        return clone;
    }

    /// <summary>What few steps need; null where that is still not needed.</summary>
    private StepMishaps? Rare(bool isNeeded) => isNeeded ? _mishaps ??= new() : _mishaps;

    private static DateTimeOffset? Time(long ticks) => ticks == 0 ? null : new(ticks, TimeSpan.Zero);

    private static long Ticks(DateTimeOffset? time) => time?.UtcTicks ?? 0;
}
