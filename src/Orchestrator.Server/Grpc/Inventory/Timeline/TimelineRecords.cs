using System.Runtime.CompilerServices;
using Orchestrator.Engine.Ports;
using Kind = Orchestrator.V1.TimelineEntry.Types.Kind;

namespace Orchestrator.Server.Grpc.Inventory.Timeline;

/// <summary>What was told about a customer, and decided about their services, in the order of a timeline.</summary>
internal sealed class TimelineRecords(
    ICustomerRecords records, ITeardownDecisions teardowns, IFollowUps followUps, RecordSentences sentences)
{
    private const int PageSize = 100;

    /// <summary>The sources that have what the query asks for.</summary>
    public IEnumerable<IAsyncEnumerable<TimelineItem>> Read(TimelineQuery query, CancellationToken cancellation)
    {
        if (query.Wants(Kind.Contact))
            yield return ReadAsync(
                query,
                TimelineKey.Contacts,
                records.ListContactsAsync,
                static one => new(one.OccurTime, one.Id),
                RecordSentences.Of,
                cancellation);
        if (query.Wants(Kind.Payment))
            yield return ReadAsync(
                query,
                TimelineKey.Payments,
                records.ListPaymentsAsync,
                static one => new(one.OccurTime, one.Id),
                RecordSentences.Of,
                cancellation);
        if (query.Wants(Kind.Decision, Kind.Service))
            yield return ReadAsync(
                query,
                TimelineKey.Teardowns,
                teardowns.ListAsync,
                static one => new(one.Time, one.Id),
                one => sentences.Of(one, query),
                cancellation);
        if (query.Wants(Kind.FollowUp))
            yield return ReadAsync(
                query,
                TimelineKey.FollowUps,
                followUps.ListAsync,
                static one => new(one.Time, one.Id),
                RecordSentences.Of,
                cancellation);
    }

    private static async IAsyncEnumerable<TimelineItem> ReadAsync<T>(
        TimelineQuery query,
        int rank,
        Func<RecordQuery, CancellationToken, Task<IReadOnlyList<T>>> list,
        Func<T, RecordPosition> where,
        Func<T, V1.TimelineEntry?> render,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var page = new RecordQuery(query.Customer, PageSize)
        {
            Service = query.Service,
            OldestFirst = query.OldestFirst,
            After = query.PositionOf(rank),
        };
        while (true)
        {
            var found = await list(page, cancellation).ConfigureAwait(false);
            foreach (var one in found)
            {
                var place = where(one);
                if (render(one) is { } entry)
                    yield return new TimelineItem(new TimelineKey(place.Time, rank, place.Id, 0), entry);
            }

            if (found.Count < PageSize)
                yield break;

            page = page with { After = where(found[^1]) };
        }
    }
}
