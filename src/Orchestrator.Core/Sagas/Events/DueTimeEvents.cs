namespace Orchestrator.Core.Sagas;

/// <summary>The order's due time is going to be missed, as far as it can be told, and has not come yet.</summary>
/// <param name="Why">What that is told from, one plain sentence.</param>
public sealed record DueTimeInJeopardy(string Why) : SagaEvent
{
    /// <summary>When it is expected to have completed; null where nothing is known to expect it from.</summary>
    public DateTimeOffset? Expected { get; init; }
}

/// <summary>The due time was in jeopardy, and is not any more.</summary>
/// <param name="Expected">When it is expected to have completed.</param>
public sealed record DueTimeSafe(DateTimeOffset Expected) : SagaEvent;
