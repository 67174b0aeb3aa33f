using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Rendering;
using Kind = Orchestrator.V1.TimelineEntry.Types.Kind;

namespace Orchestrator.Server.Grpc.Inventory.Timeline;

/// <summary>Of an activation's events those that matter to whoever speaks with the customer.</summary>
internal sealed class TimelineEvents(Mask mask)
{
    /// <summary>The entries in the order of a query, from where its page begins.</summary>
    public IReadOnlyList<TimelineItem> Of(ActivationHistory history, TimelineQuery query)
    {
        if (history.Transitions is not [{ Events: [ActivationAccepted accepted, ..] }, ..])
            return [];

        var items = new List<TimelineItem>();
        var places = TimelinePlaces.Of(history, query.OldestFirst);
        for (var index = 0; index < history.Transitions.Count; index++)
        {
            var transition = history.Transitions[index];
            var sequence = transition.Sequence - transition.Events.Count;
            foreach (var happened in transition.Events)
            {
                sequence++;
                Add(happened, sequence, transition.Time, places[index]);
            }
        }

        if (!query.OldestFirst)
            items.Reverse();
        return items;

        void Add(SagaEvent happened, long sequence, DateTimeOffset time, DateTimeOffset place)
        {
            var key = new TimelineKey(place, TimelineKey.Journal, ActivationId.ToText(history.Activation), 2 * sequence);
            if (KindOf(happened, accepted.Order) is { } kind && query.Wants(kind) && query.IsAfter(key))
                items.Add(new TimelineItem(key, Entry(happened, kind, time, history, accepted)));
            key = key with { Number = key.Number + 1 };
            if (query.Wants(Kind.Service) && query.IsAfter(key)
                && ServiceSentences.Of(happened, accepted.Order, time, history.Service, history.Activation) is { } sentence)
                items.Add(new TimelineItem(key, Entry(sentence, Kind.Service, time, history, accepted)));
        }
    }

    /// <summary>Null for what only the engine cares for; a child's beginning and end are its parent's step.</summary>
    private static Kind? KindOf(SagaEvent happened, ActivationOrder order) => happened switch
    {
        ActivationAccepted or ActivationStarted or ActivationQueued { Behind: not 0 } or ActivationCompleted
            or ActivationRolledBack or ActivationCancelled or ActivationAbandoned or DueTimePassed or RollbackStarted =>
            order.Parent is null ? Kind.Order : null,
        StepSucceeded or StepFailed or StepStaysUnknown or CompensationSucceeded or CompensationFailed or SignalReceived =>
            Kind.Step,
        FalloutRaised or FalloutResolved or ActivationHeld or ActivationReleased or CancelRequested
            or RollbackRequested => order.Parent is null || happened is FalloutRaised or FalloutResolved ? Kind.Decision : null,
        _ => null,
    };

    private V1.TimelineEntry Entry(
        SagaEvent happened, Kind kind, DateTimeOffset time, ActivationHistory history, ActivationAccepted accepted)
    {
        var isStart = happened is ActivationAccepted;
        var sentence = isStart
            ? OrderSentences.Accepted(accepted.Order, accepted.Workflow)
            : EventSummary.Of(happened);
        var entry = Entry(mask.Text(sentence), kind, time, history, accepted);
        entry.Step = EventRendering.StepOf(happened);
        entry.Actor = isStart ? OrderSentences.WhoOf(accepted.Order) : EventRendering.ActorOf(happened);
        if (isStart)
        {
            var (end, when) = EndOf(history);
            entry.Order = OrderSentences.Of(accepted.Order, end, when);
        }

        return entry;
    }

    private static V1.TimelineEntry Entry(
        string sentence, Kind kind, DateTimeOffset time, ActivationHistory history, ActivationAccepted accepted) => new()
        {
            Time = Timestamp.FromDateTimeOffset(time),
            Kind = kind,
            Summary = sentence,
            Service = ServiceRendering.NameOf(accepted.Order.Service),
            Activation = ActivationRendering.NameOf(history.Activation),
        };

    /// <summary>The event that ended it last, unless it was taken up again since.</summary>
    private static (SagaEvent? End, DateTimeOffset Time) EndOf(ActivationHistory history)
    {
        (SagaEvent?, DateTimeOffset) end = default;
        foreach (var transition in history.Transitions)
        {
            foreach (var happened in transition.Events)
            {
                end = happened switch
                {
                    ActivationCompleted or ActivationRolledBack or ActivationCancelled or ActivationAbandoned =>
                        (happened, transition.Time),
                    RollbackRequested or RollbackStarted => default,
                    _ => end,
                };
            }
        }

        return end;
    }
}
