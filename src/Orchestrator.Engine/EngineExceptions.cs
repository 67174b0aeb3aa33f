namespace Orchestrator.Engine;

/// <summary>
/// The engine cannot take the call now: the journal cannot be reached, or the engine is draining. Whether what was
/// asked for is done is not known; asking again with the same request id is safe.
/// </summary>
public sealed class EngineUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>This node takes nothing new in; another one may.</summary>
    public bool IsDrained { get; init; }
}

/// <summary>More is asked for than the engine can do; nothing was done.</summary>
/// <param name="message">Which bound was reached.</param>
/// <param name="retryAfter">When there may be room again.</param>
public sealed class EngineOverloadedException(string message, TimeSpan retryAfter) : Exception(message)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}
