using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>What a person or a client wants of an activation.</summary>
/// <param name="Who">Who, why, and the request's id.</param>
public abstract record SagaCommand(Who Who)
{
    /// <summary>Refused as stale where the activation has another one; null does not ask.</summary>
    public string? Etag { get; init; }

    public sealed record Hold(Who Who) : SagaCommand(Who);

    public sealed record Release(Who Who) : SagaCommand(Who);

    public sealed record Cancel(Who Who) : SagaCommand(Who);

    /// <param name="BackToStep">Undo what came after this step; null: everything.</param>
    /// <param name="Force">Passes a soft point of no return.</param>
    /// <param name="PlanHash">Refused where the plan would differ now; null does not ask.</param>
    public sealed record RollBack(Who Who, string? BackToStep, bool Force, string? PlanHash) : SagaCommand(Who)
    {
        /// <summary>The activation's whole history; needed with <see cref="BackToStep"/>.</summary>
        public IReadOnlyList<Transition> History { get; init; } = [];
    }

    /// <param name="Input">With RETRY: instead of the step's input; null leaves it.</param>
    /// <param name="Output">With COMPLETE: what the step gave.</param>
    public sealed record Resolve(Who Who, string Step, FalloutDecision Decision, Value Input, Value Output)
        : SagaCommand(Who)
    {
        /// <summary>
        /// With COMPLETE: what the step made or released, as its adapter tells from its input and this output; empty for
        /// nothing, null where nobody can tell.
        /// </summary>
        public IReadOnlyList<ResourceFact>? Resources { get; init; }
    }

    public sealed record Signal(Who Who, string Name, Value Payload) : SagaCommand(Who);

    /// <summary>
    /// Another activation waits for the service that this one has: it is superseded, gives the service up for now, or
    /// goes on, as the rules say.
    /// </summary>
    /// <param name="By">The one that waits.</param>
    /// <param name="Deprovisions">It ends the service.</param>
    /// <param name="StartTime">When it may begin; null: at once.</param>
    public sealed record Claim(Who Who, long By, bool Deprovisions, DateTimeOffset? StartTime) : SagaCommand(Who);

    /// <summary>
    /// An event of another activation, for every activity that waits for it now; refused where none does.
    /// </summary>
    public sealed record Receive(Who Who, Announcement What) : SagaCommand(Who);
}

/// <summary>Why a command was not carried out; nothing was changed.</summary>
/// <param name="Reason">Which rule refused it.</param>
/// <param name="Message">What is wrong, with which activation, and what to do.</param>
public sealed record Refusal(RefusalReason Reason, string Message);

public enum RefusalReason
{
    /// <summary>The activation's state does not allow it.</summary>
    WrongState,

    /// <summary>A hard point of no return was passed, or is being passed.</summary>
    PastPointOfNoReturn,

    /// <summary>A soft point of no return was passed, and the request does not force it.</summary>
    SoftPointOfNoReturn,

    StaleEtag,

    PlanChanged,

    /// <summary>The request id was used with other content.</summary>
    RequestIdReused,

    /// <summary>There is no such step, or it has no open fallout.</summary>
    NoSuchStep,

    DecisionNotAllowed,

    /// <summary>Nothing waits for that event.</summary>
    NotAwaited,

    /// <summary>It keeps as much as it may; there is room again when its workflow has gone on.</summary>
    Full,
}
