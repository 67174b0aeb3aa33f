namespace Orchestrator.Core.Sagas;

/// <summary>Why an attempt failed.</summary>
/// <param name="Code">UPPER_SNAKE: the adapter's own, or the engine's.</param>
/// <param name="Message">What happened, to which thing, and what to do.</param>
/// <param name="Retryable">Whether the adapter said that trying again may help.</param>
public sealed record StepError(string Code, string Message, bool Retryable = false);

/// <summary>A resource that a step made or released.</summary>
public sealed record ResourceFact(string Kind, string ExternalId, bool Released = false)
{
    /// <summary>What else is known of it; null for nothing.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }
}
