using System.Globalization;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>
/// A published event comes once to every activation that waited for it, and starts once what it starts.
/// </summary>
internal sealed class EventsComeToAllOnce : Checker
{
    private readonly Dictionary<(long Publisher, long Event), Published> _published = [];
    private readonly Dictionary<(long Activation, string Actor, string Request), int> _received = [];
    private readonly HashSet<(string Caller, string Request)> _started = [];

    public override void Durable(Chronicle it, SagaEvent happened)
    {
        switch (happened)
        {
            case ActivationAccepted { Order.Trigger: not null }:
                _started.Add((it.Order.Caller, it.Order.RequestId));
                break;
            case EventPublished { IsLocal: false } published:
                _published.Add((it.Id, it.State.Sequence + 1), new(published.Name, WaitingFor(published, it.Id)));
                break;
            case SignalReceived received when received.Who.RequestId.StartsWith("event/", StringComparison.Ordinal):
                Receive(it, received.Who);
                break;
            case RollbackStarted:
                foreach (var published in _published.Values)
                    published.Waiting.Remove(it.Id);
                break;
            case EventDelivered delivered:
                Deliver(it, delivered.Event);
                break;
        }
    }

    private Dictionary<long, int[]> WaitingFor(EventPublished published, long publisher) => World.Auditor.Chronicles
        .Where(other => other.Id != publisher && !other.State.IsFinished && !other.State.IsRollingBack
            && (published.CorrelationId is null || published.CorrelationId == other.State.CorrelationId))
        .Select(other => (other.Id, Frames: FramesOf(other.State, published.Name)))
        .Where(static one => one.Frames.Length > 0)
        .ToDictionary(static one => one.Id, static one => one.Frames);

    private static int[] FramesOf(SagaState state, string name) =>
        [.. state.Frames.Where(frame => frame.Signal == name && frame.Activity is Event).Select(
            static frame => frame.Id)];

    private void Receive(Chronicle it, Who who)
    {
        var key = (it.Id, who.Actor, who.RequestId);
        if (!_received.TryAdd(key, it.RowsSeen) && _received[key] != it.RowsSeen)
            Fail($"{who.RequestId} of {who.Actor} came to {it.Name} twice");
    }

    private void Deliver(Chronicle publisher, long number)
    {
        if (!_published.Remove((publisher.Id, number), out var published))
            return;

        var (actor, request) =
            ($"activations/{publisher.Name}", string.Create(CultureInfo.InvariantCulture, $"event/{number}"));
        foreach (var (id, frames) in published.Waiting)
        {
            var state = World.Auditor.Find(id)!.State;
            var waits = !state.IsFinished && FramesOf(state, published.Name).Intersect(frames).Any();
            if (waits && !_received.ContainsKey((id, actor, request)))
                Fail($"{request} of {actor} has come to all, and {ActivationId.ToText(id)} waits for "
                    + $"'{published.Name}' as before");
        }

        foreach (var one in World.StartedBy(published.Name))
        {
            var caller = $"workflows/{one.Trigger.Definition}/triggers/{one.Trigger.Trigger.Activity}";
            if (!_started.Contains((caller, string.Create(CultureInfo.InvariantCulture, $"{actor}/{number}"))))
                Fail($"{request} of {actor} has come to all, and did not start {one.Trigger.Definition}");
        }
    }

    private sealed record Published(string Name, Dictionary<long, int[]> Waiting);
}
