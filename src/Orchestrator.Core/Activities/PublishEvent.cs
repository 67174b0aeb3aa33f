using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>What an Elsa.PublishEvent says.</summary>
/// <param name="Name">The event's name.</param>
/// <param name="CorrelationId">Gives those that it is for; null for all.</param>
/// <param name="IsLocal">Whether it is for this activation alone.</param>
/// <param name="Payload">What comes with it.</param>
public sealed record Publication(Expression Name, Expression CorrelationId, Expression IsLocal, Expression Payload);

/// <summary>Elsa.PublishEvent: an event for those that wait for it, this activation among them; ends at once.</summary>
public sealed class PublishEvent(ActivityHeader header, Publication publication) : Activity(header)
{
    public Publication Publication => publication;

    internal override void Run(Burst burst, Turn turn)
    {
        if (!burst.TryEvaluate(publication.Name, this, turn.Parent, "eventName", out var name)
            || !burst.TryEvaluate(publication.CorrelationId, this, turn.Parent, "correlationId", out var correlation)
            || !burst.TryEvaluate(publication.IsLocal, this, turn.Parent, "isLocalEvent", out var local)
            || !burst.TryEvaluate(publication.Payload, this, turn.Parent, "payload", out var payload))
            return;

        burst.Publish(new EventPublished(Id, name.AsString ?? "", payload)
        {
            CorrelationId = correlation.AsString is { Length: > 0 } id ? id : null,
            IsLocal = local.AsBoolean,
        });
        burst.End(this, turn.Parent);
    }
}
