using Orchestrator.Core.Activities;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>Events that workflows publish: for themselves, and for others.</summary>
internal sealed partial class Burst
{
    private readonly List<Announcement> _announcements = [];

    /// <summary>What is to be told to others, once the events are durable.</summary>
    public List<Announcement> Announcements => _announcements;

    /// <summary>
    /// An event is handed out within the activation once everything that runs now has come to rest, and to others once
    /// it is durable: publishing waits for nobody.
    /// </summary>
    public void Publish(EventPublished published)
    {
        var isForItself = published.CorrelationId is null || published.CorrelationId == State.CorrelationId;
        var reach = published.IsLocal
            ? isForItself ? EventReach.Itself : EventReach.Nobody
            : isForItself ? EventReach.Everybody : EventReach.Others;
        Emit(published with { Reach = reach });
        if (isForItself)
            _published.Enqueue(published);
        if (!published.IsLocal)
            _announcements.Add(State.Undelivered[^1]);
    }

    /// <summary>An event that was published has come to everybody else that it is for.</summary>
    public void Delivered(long published, int reached, int started)
    {
        if (State.Undelivered.All(announced => announced.Event != published))
            return;

        Emit(new EventDelivered(published, reached, started));
        Drain();
    }

    /// <summary>
    /// After the process began anew: whom an event has come to is not known. It comes to nobody twice.
    /// </summary>
    private void AnnounceAgain() => _announcements.AddRange(State.Undelivered);

    /// <summary>An event of another activation: it comes to all that wait for it now.</summary>
    private Refusal? Receive(SagaCommand.Receive it)
    {
        var waiting = it.What.IsFor(State.CorrelationId) ? WaitingFor(it.What.Name) : [];
        if (waiting.Length == 0)
            return Refuse(RefusalReason.NotAwaited, $"does not wait for the event '{it.What.Name}'.");

        Give(waiting, it.Who, it.What.Name, it.What.Payload);
        return null;
    }

    private bool HandOutPublished()
    {
        if (!_published.TryDequeue(out var published))
            return false;

        var waiting = WaitingFor(published.Name);
        HandOut(published.Name);
        Give(waiting, EngineDecided("published by itself"), published.Name, published.Payload);
        return true;
    }

    private Frame[] WaitingFor(string name) =>
        [.. State.Frames.Where(frame => frame.Signal == name && frame.Activity is Event)];

    /// <summary>Each that waits still gets the event: one may make another one needless.</summary>
    private void Give(Frame[] waiting, Who who, string name, Value payload)
    {
        foreach (var frame in waiting)
        {
            if (State.Frames.Find(frame.Id) != frame)
                continue;

            Emit(new SignalReceived(who, name, payload));
            Take(frame, name);
        }
    }
}
