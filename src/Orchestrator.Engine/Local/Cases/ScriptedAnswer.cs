using Orchestrator.Core.Values;

namespace Orchestrator.Engine.Local.Cases;

/// <summary>What an adapter is made to say to a call.</summary>
public enum AnswerKind
{
    /// <summary>Done: with the given output, or by the sandbox.</summary>
    Succeeded,

    /// <summary>Failed, may work later.</summary>
    Retryable,

    /// <summary>Failed for good.</summary>
    Permanent,

    /// <summary>Not known.</summary>
    Unknown,
}

/// <summary>What is found out when the adapter is asked what became of a call that is not known.</summary>
public enum ReadKind
{
    Done,
    NotDone,
    StillUnknown,
}

/// <summary>One answer to one call.</summary>
public sealed record ScriptedAnswer(AnswerKind Answer)
{
    /// <summary>
    /// With succeeded, or unknown and done: an object; null: the sandbox does it, and its output counts.
    /// </summary>
    public Value Output { get; init; }

    /// <summary>With a failure.</summary>
    public string Code { get; init; } = "SCRIPTED";

    /// <summary>With a failure, or unknown.</summary>
    public string Message { get; init; } = "As the case says.";

    /// <summary>With retryable: not before this long.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How long the answer takes; past the step's time-out it is unknown.</summary>
    public TimeSpan After { get; init; }

    /// <summary>With unknown: what reading back finds, one after the other; then what the sandbox knows.</summary>
    public IReadOnlyList<ReadKind> Read { get; init; } = [];
}

/// <summary>What a person may want.</summary>
public enum CaseCommandKind
{
    RollBack,
    Cancel,
    Resolve,
}

/// <summary>What a person wants of the activation.</summary>
public sealed record CaseCommand(CaseCommandKind Command)
{
    /// <summary>With rollBack: past a soft point of no return too.</summary>
    public bool Force { get; init; }

    /// <summary>With resolve: the step that has fallen out; with rollBack: back to after this step.</summary>
    public string? Step { get; init; }

    /// <summary>With resolve.</summary>
    public Orchestrator.Core.Sagas.FalloutDecision Decision { get; init; }

    /// <summary>With resolve and retry: instead of the step's input.</summary>
    public Value Input { get; init; }

    /// <summary>With resolve and complete: what the step gave.</summary>
    public Value Output { get; init; }
}
