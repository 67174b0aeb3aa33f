using System.Text.Json.Serialization;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>A step is to be called. Unless it must wait, the first attempt begins when this is durable.</summary>
/// <param name="Frame">The step's frame.</param>
/// <param name="Activity">The activity's id.</param>
/// <param name="Parent">The frame that it runs in; -1 for the root.</param>
/// <param name="Input">What the adapter gets.</param>
public sealed record StepRequested(int Frame, string Activity, int Parent, Value Input) : SagaEvent
{
    /// <summary>
    /// The step's id, where it is not the activity's: with the loop's items, or a repetition's number.
    /// </summary>
    public string? Step { get; init; }

    /// <summary>The adapter's inverse, where it is the compensation.</summary>
    public string? Inverse { get; init; }

    /// <summary>The lane, or null.</summary>
    public string? Lane { get; init; }

    /// <summary>The idempotency key of the call that this step's call undoes, or null.</summary>
    public string? Undoes { get; init; }

    /// <summary>True while it waits for its lane or for the hold to end: StepStarted follows.</summary>
    public bool Waits { get; init; }

    [JsonIgnore]
    public string StepId => Step ?? Activity;
}

/// <summary>A step, or its compensation, that had to wait begins its attempt now.</summary>
public sealed record StepStarted(string Step, bool Undo = false) : SagaEvent
{
    [JsonIgnore]
    public override string Type => Undo ? "CompensationStarted" : nameof(StepStarted);
}

/// <summary>An attempt of a step, or of its compensation, waits until a window opens.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="Window">The window's name, as the operator calls it.</param>
/// <param name="Until">When it opens.</param>
/// <param name="Undo">Whether it is the compensation that waits.</param>
public sealed record WindowAwaited(string Step, string Window, DateTimeOffset Until, bool Undo = false) : SagaEvent
{
    [JsonIgnore]
    public override string Type => Undo ? "CompensationWindowAwaited" : nameof(WindowAwaited);
}

/// <summary>
/// The window that it waited for is open, and its turn in its lane has not come: it waits for that now.
/// </summary>
public sealed record WindowOpened(string Step, bool Undo = false) : SagaEvent
{
    [JsonIgnore]
    public override string Type => Undo ? "CompensationWindowOpened" : nameof(WindowOpened);
}

/// <summary>
/// The attempt was never made, because the engine was stopped first: it is made after the next start.
/// </summary>
public sealed record StepPutBack(string Step, bool Undo = false) : SagaEvent
{
    [JsonIgnore]
    public override string Type => Undo ? "CompensationPutBack" : nameof(StepPutBack);
}

/// <summary>An attempt failed and the next one is due at a time.</summary>
public sealed record StepAttemptFailed(string Step, StepError Error, DateTimeOffset NextAttempt, bool Undo = false)
    : SagaEvent
{
    [JsonIgnore]
    public override string Type => Undo ? "CompensationAttemptFailed" : nameof(StepAttemptFailed);
}

/// <summary>It is not known what became of the attempt; the adapter is asked.</summary>
public sealed record StepUnknown(string Step, string Message, bool Undo = false) : SagaEvent
{
    /// <summary>
    /// What the call makes if it is done, as far as its adapter could tell from its input; null: nobody told.
    /// </summary>
    public IReadOnlyList<ResourceFact>? Resources { get; init; }

    [JsonIgnore]
    public override string Type => Undo ? "CompensationUnknown" : nameof(StepUnknown);
}

/// <summary>The adapter could not tell; it is asked again at a time.</summary>
public sealed record StepReadDeferred(
    string Step, string Message, DateTimeOffset NextRead, bool Undo = false) : SagaEvent
{
    [JsonIgnore]
    public override string Type => Undo ? "CompensationReadDeferred" : nameof(StepReadDeferred);
}

/// <summary>
/// While the activation is being undone: the adapter could not tell, so the step is undone as if it were done.
/// </summary>
public sealed record StepStaysUnknown(string Step, string Message) : SagaEvent;

/// <summary>The step is done.</summary>
public sealed record StepSucceeded(string Step, Value Output = default) : SagaEvent
{
    /// <summary>What it made or released; null for nothing.</summary>
    public IReadOnlyList<ResourceFact>? Resources { get; init; }

    /// <summary>What its compensation will get, where the definition says so with an expression.</summary>
    public Value CompensationInput { get; init; }

    /// <summary>
    /// Why that expression could not be evaluated: undoing the step will need a person. Null where it could.
    /// </summary>
    public string? CompensationInputError { get; init; }
}

/// <summary>The step failed for good.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="Error">Why.</param>
/// <param name="Then">What the workflow does about it.</param>
public sealed record StepFailed(string Step, StepError Error, FailureExit Then) : SagaEvent;

/// <summary>The ways on after a failure.</summary>
public enum FailureExit
{
    /// <summary>Everything is undone.</summary>
    RollBack,

    /// <summary>A person decides.</summary>
    FallOut,

    /// <summary>The workflow goes on as if it were done.</summary>
    Continue,

    /// <summary>The flow takes the step's outcome <c>Failed</c>.</summary>
    Outcome,
}

/// <summary>The step will not run: a person said so, or the activation is being undone.</summary>
public sealed record StepSkipped(string Step) : SagaEvent;

/// <summary>A person must decide.</summary>
/// <param name="Step">The id of the step, or of the activity that faulted.</param>
/// <param name="Error">Why.</param>
/// <param name="WhileCompensating">Whether it was being undone.</param>
public sealed record FalloutRaised(string Step, StepError Error, bool WhileCompensating = false) : SagaEvent;

/// <summary>A person decided.</summary>
public sealed record FalloutResolved(Who Who, string Step, FalloutDecision Decision) : SagaEvent
{
    /// <summary>With RETRY: what the step gets from now on; null leaves it as it was.</summary>
    public Value Input { get; init; }

    /// <summary>
    /// With COMPLETE of a step: whether it is known what it made, as <see cref="StepSucceeded.Resources"/> say; else its
    /// call stands in the ledger by its key.
    /// </summary>
    public bool IsToldWhat { get; init; }
}

/// <summary>What a person may decide about a fallout.</summary>
public enum FalloutDecision
{
    Retry,
    Skip,
    Complete,
    RollBack,
    Abandon,
}

/// <summary>A step is to be undone.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="Input">What the adapter gets.</param>
public sealed record CompensationRequested(string Step, Value Input) : SagaEvent
{
    /// <summary>True while it waits for its lane or for the hold to end.</summary>
    public bool Waits { get; init; }
}

/// <summary>The step is undone.</summary>
public sealed record CompensationSucceeded(string Step) : SagaEvent
{
    /// <summary>What it released; null for nothing.</summary>
    public IReadOnlyList<ResourceFact>? Resources { get; init; }
}

/// <summary>Undoing failed for good; a person must decide.</summary>
public sealed record CompensationFailed(string Step, StepError Error) : SagaEvent;
