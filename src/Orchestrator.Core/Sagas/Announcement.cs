using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>An event that an activation has published, for others that wait for it.</summary>
/// <param name="Event">The number of the event EventPublished among the activation's events: one number, one
/// announcement.</param>
/// <param name="Name">The event's name.</param>
/// <param name="CorrelationId">Those of the others that it is for; null for all.</param>
/// <param name="Payload">What comes with it.</param>
public sealed record Announcement(long Event, string Name, string? CorrelationId, Value Payload)
{
    /// <summary>Whether it is for an activation with that correlation id.</summary>
    public bool IsFor(string? correlationId) => CorrelationId is null || CorrelationId == correlationId;
}
