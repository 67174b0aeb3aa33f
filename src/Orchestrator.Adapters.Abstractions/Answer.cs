using System.Text.Json;

namespace Orchestrator.Adapters;

/// <summary>What became of a call. Exactly one of the four cases below.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="Output">A JSON object that fits the operation's output schema; null for none.</param>
    public sealed record Succeeded(JsonElement? Output = null) : Answer
    {
        /// <summary>What the call made or released.</summary>
        public IReadOnlyList<ResourceChange> Resources { get; init; } = [];
    }

    /// <summary>Not done; may work later.</summary>
    /// <param name="Code">UPPER_SNAKE, the adapter's own: <c>DEVICE_BUSY</c>.</param>
    /// <param name="Message">What happened, to which thing, and what to do. No secrets.</param>
    /// <param name="RetryAfter">Not before this long; null leaves it to the step's retry policy.</param>
    public sealed record Retryable(string Code, string Message, TimeSpan? RetryAfter = null) : Answer;

    /// <summary>Not done, and will not be by trying again.</summary>
    /// <param name="Code">UPPER_SNAKE, the adapter's own: <c>MAILBOX_EXISTS</c>.</param>
    /// <param name="Message">What happened, to which thing, and what to do. No secrets.</param>
    public sealed record Permanent(string Code, string Message) : Answer;

    /// <summary>The call may or may not have had its effect.</summary>
    /// <param name="Message">Why it is not known.</param>
    public sealed record Unknown(string Message) : Answer;
}

/// <summary>
/// What became of an earlier call, read back by its idempotency key. Exactly one of the three cases below.
/// </summary>
public abstract record ReadAnswer
{
    private ReadAnswer()
    {
    }

    /// <summary>The call had its effect; with the output that it gave.</summary>
    public sealed record Done(JsonElement? Output = null) : ReadAnswer
    {
        /// <summary>What the call made or released.</summary>
        public IReadOnlyList<ResourceChange> Resources { get; init; } = [];
    }

    /// <summary>The call had no effect, and will have none any more.</summary>
    public sealed record NotDone : ReadAnswer;

    /// <summary>It cannot be told now.</summary>
    /// <param name="Message">Why.</param>
    public sealed record StillUnknown(string Message) : ReadAnswer;
}
