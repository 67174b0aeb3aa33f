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

/// <summary>Everything that is known of one step of one activation. Changed only by folding events.</summary>
public class StepRecord
{
    // Times are kept as ticks, 0 for none: there may be very many steps.
    private long _nextAttempt;
    private long _compensationStartTime;
    private long _startTime;
    private long _endTime;
    private long _budgetStart;

    public StepRecord(string id, StepActivity activity, int frame, int parentFrame)
    {
        Id = id;
        Activity = activity;
        Frame = frame;
        ParentFrame = parentFrame;
    }

    public string Id { get; }

    public StepActivity Activity { get; }

    /// <summary>The frame that the step runs in; kept when the frame has ended.</summary>
    public int Frame { get; }

    /// <summary>The frame around that one; -1 for the root.</summary>
    internal int ParentFrame { get; }

    public StepState State { get; internal set; }

    /// <summary>Attempts of the step's own call that have begun.</summary>
    public int Attempts { get; internal set; }

    /// <summary>When the next attempt or read-back, of the call or of its compensation, is due.</summary>
    public DateTimeOffset? NextAttempt
    {
        get => Time(_nextAttempt);
        internal set => _nextAttempt = Ticks(value);
    }

    public Value Input { get; internal set; }

    public Value Output { get; internal set; }

    /// <summary>Of the last attempt that failed; null once the step has succeeded.</summary>
    public StepError? Error { get; internal set; }

    public string? Lane { get; internal set; }

    /// <summary>
    /// The adapter operation that undoes it, pinned when the step was requested; null where nothing does.
    /// </summary>
    public string? Compensation { get; internal set; }

    /// <summary>What the compensation gets, once it is known; null: the input overlaid with the output.</summary>
    public Value CompensationInput { get; internal set; }

    /// <summary>
    /// Why the definition's expression for <see cref="CompensationInput"/> could not be evaluated; null where it could,
    /// or a person has given an input instead.
    /// </summary>
    public string? CompensationInputError { get; internal set; }

    public int CompensationAttempts { get; internal set; }

    public StepError? CompensationError { get; internal set; }

    /// <summary>When the compensation was requested first.</summary>
    public DateTimeOffset? CompensationStartTime
    {
        get => Time(_compensationStartTime);
        internal set => _compensationStartTime = Ticks(value);
    }

    /// <summary>What the step made and released.</summary>
    public IReadOnlyList<ResourceFact> Resources { get; internal set; } = [];

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
        get => new(_budgetStart, TimeSpan.Zero);
        set => _budgetStart = value.UtcTicks;
    }

    /// <summary>Attempts in this budget.</summary>
    internal int BudgetAttempts { get; set; }

    /// <summary>How often the adapter could not tell what became of the last attempt.</summary>
    internal int Reads { get; set; }

    /// <summary>Whether the call that is under way, or unknown, is the compensation.</summary>
    public bool Undoing { get; internal set; }

    /// <summary>Whether the outcome of the call under way must be read back before anything else.</summary>
    internal bool OutcomeUnknown { get; set; }

    /// <summary>Whether its attempt was not made when the process before ended.</summary>
    internal bool IsPutBack { get; set; }

    /// <summary>The adapter is being asked. Not a fact: a new process asks again.</summary>
    internal bool ReadUnderWay { get; set; }

    internal StepRecord Clone() => (StepRecord)MemberwiseClone();

    private static DateTimeOffset? Time(long ticks) => ticks == 0 ? null : new(ticks, TimeSpan.Zero);

    private static long Ticks(DateTimeOffset? time) => time?.UtcTicks ?? 0;
}
