using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Http.Declared.Values;

namespace Orchestrator.Adapters.Http.Declared.Answers;

/// <summary>What a response means.</summary>
internal enum Meaning
{
    Succeeded,
    Retryable,
    Permanent,
    Unknown,

    /// <summary>Under way: its status is asked for until it means something else.</summary>
    Pending,
}

/// <summary>What responses of some kind mean.</summary>
/// <param name="Statuses">Ranges of status codes, both ends included; none for all.</param>
/// <param name="Where">What must be so, beside.</param>
/// <param name="Means">What it means.</param>
/// <param name="Code">A code of the declaration's own; null where the system's is taken, or the status's name.</param>
/// <param name="CodeAt">Where the system's code stands.</param>
/// <param name="Message">A message of the declaration's own.</param>
/// <param name="MessageAt">Where the system's stands.</param>
internal sealed record AnswerRule(
    IReadOnlyList<(int From, int To)> Statuses,
    IReadOnlyList<Condition> Where,
    Meaning Means,
    string? Code,
    Pointer? CodeAt,
    Template? Message,
    Pointer? MessageAt)
{
    /// <param name="status">The response's.</param>
    /// <param name="scope">With the response.</param>
    public bool IsMetBy(int status, Scope scope) =>
        (Statuses.Count == 0 || Statuses.Any(range => range.From <= status && status <= range.To))
        && Where.AreMetIn(scope);
}

/// <summary>What a response was found to mean.</summary>
internal sealed record Verdict(Meaning Means, string Code, string Message);
