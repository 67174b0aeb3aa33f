using System.Runtime.CompilerServices;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Grpc.Inventory.Timeline;

/// <summary>
/// The orders of a customer and what became of them, in the order of a timeline. Histories are read a few at a time, when
/// the first of what they may hold comes next: a page of a customer with thousands of activations reads those that are on
/// it.
/// </summary>
internal sealed class TimelineJournal(IJournal journal, ITimelineStore spans, TimelineEvents events)
{
    private const int HistoriesAtOnce = 8;
    private const int SpansAtOnce = 200;

    public async IAsyncEnumerable<TimelineItem> ReadAsync(
        TimelineQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var waiting = new Queue<ActivationSpan>();
        var page = First(query);
        var open = new PriorityQueue<Queue<TimelineItem>, TimelineKey>(query);
        while (true)
        {
            if (waiting.Count == 0 && page is not null)
                page = await FillAsync(waiting, page, cancellation).ConfigureAwait(false);

            var isNext = waiting.TryPeek(out var span)
                && (!open.TryPeek(out _, out var first) || query.Compare(first, BoundOf(span, query)) > 0);
            if (isNext)
            {
                await LoadAsync(waiting, open, query, cancellation).ConfigureAwait(false);

                // What was read may all be before the page begins: there it is no news how far that has got.
                if (open.Count == 0 && waiting.TryPeek(out var next) && query.IsAfter(BoundOf(next, query)))
                    yield return new TimelineItem(BoundOf(next, query), null);
            }
            else if (open.TryDequeue(out var items, out _))
            {
                yield return items.Dequeue();
                if (items.TryPeek(out var next))
                    open.Enqueue(items, next.Key);
            }
            else
            {
                yield break;
            }
        }
    }

    private static SpanQuery First(TimelineQuery query)
    {
        var page = new SpanQuery(query.Customer, SpansAtOnce) { Service = query.Service, OldestFirst = query.OldestFirst };
        if (query.After is not { } after)
            return page;

        return query.OldestFirst
            ? page with { LastFrom = after.Time - TimelinePlaces.Slack }
            : page with { UpTo = ActivationId.First(after.Time + TimelinePlaces.Slack, 0) };
    }

    /// <summary>Before anything that the activation can have, and all those after it.</summary>
    private static TimelineKey BoundOf(ActivationSpan span, TimelineQuery query) => query.OldestFirst
        ? TimelineKey.Before(ActivationId.Time(span.Activation))
        : TimelineKey.After(span.Last);

    /// <returns>The next page; null where this one was the last.</returns>
    private async Task<SpanQuery?> FillAsync(
        Queue<ActivationSpan> waiting, SpanQuery page, CancellationToken cancellation)
    {
        var found = await spans.ListSpansAsync(page, cancellation).ConfigureAwait(false);
        foreach (var span in found)
            waiting.Enqueue(span);
        return found.Count < SpansAtOnce ? null : page with { After = found[^1] };
    }

    private async Task LoadAsync(
        Queue<ActivationSpan> waiting,
        PriorityQueue<Queue<TimelineItem>, TimelineKey> open,
        TimelineQuery query,
        CancellationToken cancellation)
    {
        var ids = new List<long>();
        while (ids.Count < HistoriesAtOnce && waiting.TryDequeue(out var span))
            ids.Add(span.Activation);
        foreach (var history in await journal.ReadAsync(ids, afterSequence: 0, cancellation).ConfigureAwait(false))
        {
            var items = new Queue<TimelineItem>(events.Of(history, query));
            if (items.TryPeek(out var first))
                open.Enqueue(items, first.Key);
        }
    }
}
