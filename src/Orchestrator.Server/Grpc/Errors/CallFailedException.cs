namespace Orchestrator.Server.Grpc.Errors;

/// <summary>A call that is refused, with everything that its caller is told.</summary>
/// <param name="reason">Why.</param>
/// <param name="message">What happened, to which thing, and what to do.</param>
public sealed class CallFailedException(Reason reason, string message) : Exception(message)
{
    public Reason Reason { get; } = reason;

    /// <summary>All text of the message that varies, by name.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new SortedDictionary<string, string>();

    /// <summary>What is wrong with the request, field by field.</summary>
    public IReadOnlyList<FieldProblem> Fields { get; init; } = [];

    /// <summary>The resource whose state does not allow the call; null where it is not about one.</summary>
    public string? Subject { get; init; }

    /// <summary>Trying again before this is of no use; null where it says nothing.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>What is wrong with a field.</summary>
/// <param name="Field">Its path in the request: <c>input.mailbox</c>.</param>
/// <param name="Description">What is wrong, and what is expected.</param>
public sealed record FieldProblem(string Field, string Description);
