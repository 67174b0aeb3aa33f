using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Shards;

/// <summary>What lists, services and waking are told of an activation, with the transition that changes it.</summary>
public sealed partial class OwnedShards
{
    /// <summary>The transition, with what lists and services need to know of it where that has changed.</summary>
    private Transition Describe(SagaSlot slot, SagaEvent[] events)
    {
        var state = slot.State!;
        var entry = EntryOf(slot, slot.Entry is null ? (ActivationAccepted)events[0] : null);
        var service = ServiceRules.After(state);
        var transition = new Transition(slot.Id, state.Sequence, _now, events)
        {
            Entry = entry,
            Service = service is null || service == slot.Service ? null : service,
            Seen = ServiceRules.Seen(state, events),
            Awaits = state.Plan.AwaitsOthers ? AwaitsOf(slot) : null,
            Ends = EndsOf(state, state.Sequence - events.Length),
            Ledger = LedgerRules.Changes(state, events, _now),
            DueTime = DueTimeChange.Of(state, events),
        };
        slot.Entry = entry ?? slot.Entry;
        slot.Service = service;
        return transition;
    }

    /// <summary>Its own end, where another one waits to hear of it, and those of others that it has heard of.</summary>
    private ChildsEnd[]? EndsOf(SagaState state, long before)
    {
        var hasEnded = state is { IsFinished: true, Order.Parent: not null } && state.EndNumber > before;
        if (!hasEnded && _burst.EndsNoted.Count == 0)
            return null;

        return hasEnded
            ? [.. _burst.EndsNoted, new ChildsEnd(state.Id, state.EndNumber, IsNoted: false)]
            : [.. _burst.EndsNoted];
    }

    /// <summary>What it waits for now and did not before, and the other way round; null where that has not changed.
    /// </summary>
    private static AwaitChange[]? AwaitsOf(SagaSlot slot)
    {
        var (before, now) = (slot.Awaited, Awaited.By(slot.State!));
        if (before.Count == 0 && now.Count == 0)
            return null;

        slot.Awaited = now;
        AwaitChange[] changes =
        [
            .. before.Where(one => !now.Contains(one)).Select(one => new AwaitChange(one, Begins: false)),
            .. now.Where(one => !before.Contains(one)).Select(one => new AwaitChange(one, Begins: true)),
        ];
        return changes.Length == 0 ? null : changes;
    }

    /// <summary>What lists are to know; null where they know it.</summary>
    private ActivationEntry? EntryOf(SagaSlot slot, ActivationAccepted? accepted)
    {
        var state = slot.State!;
        var occupied = OccupiedBy(state);
        var wake = Waking.Of(state, _now);
        var adapters = FalloutAdapters(state);
        if (slot.Entry is { } known && known.State == state.State && known.OpenService == occupied && known.Wake == wake
            && (known.FalloutAdapters ?? []).SequenceEqual(adapters ?? []))
            return null;

        return new(state.State, occupied, wake) { Accepted = accepted, FalloutAdapters = adapters };
    }

    private static string? OccupiedBy(SagaState state) =>
        state.IsFinished || state.QueuedBehind != 0 || state.Order.Service.Length == 0 ? null : state.Order.Service;

    private static string[]? FalloutAdapters(SagaState state)
    {
        if (state.Fallouts.Count == 0)
            return null;

        var adapters = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var fallout in state.Fallouts)
        {
            if (state.FindStep(fallout.Step) is { } step)
                adapters.Add(step.Activity.Adapter);
        }

        return adapters.Count > 0 ? [.. adapters] : null;
    }
}
