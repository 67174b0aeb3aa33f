namespace Orchestrator.Core.Sagas;

/// <summary>Events that were published for others.</summary>
public sealed partial class SagaState
{
    private List<Announcement>? _undelivered;

    /// <summary>Published, and not known to have come to everybody that they are for; in order.</summary>
    public IReadOnlyList<Announcement> Undelivered => (IReadOnlyList<Announcement>?)_undelivered ?? [];

    private void On(EventPublished it)
    {
        if (it.Reach is EventReach.Itself or EventReach.Everybody)
            Keep(it.Name, it.Payload);
        if (it.Reach is EventReach.Everybody or EventReach.Others)
            (_undelivered ??= []).Add(new(Sequence, it.Name, it.CorrelationId, it.Payload));
    }

    private void On(EventDelivered it) => _undelivered?.RemoveAll(announced => announced.Event == it.Event);
}
