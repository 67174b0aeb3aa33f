using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Paging;
using Kind = Orchestrator.V1.TimelineEntry.Types.Kind;

namespace Orchestrator.Server.Grpc.Inventory.Timeline;

/// <summary>GetTimeline.</summary>
internal sealed class GetTimeline(TimelineJournal journal, TimelineRecords records)
{
    /// <summary>
    /// How often the journal may have found nothing that was asked for before the page ends with what there is: each time
    /// some histories were read.
    /// </summary>
    private const int EmptyMax = 50;

    public async Task<V1.GetTimelineResponse> HandleAsync(
        V1.GetTimelineRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        var size = PageSize.Of(request.PageSize, violations);
        violations.Text("customer", request.Customer, OrderChecks.TextLengthMax, required: true);
        var service = violations.Name("service", request.Service, ServiceRendering.Collection, required: false);
        foreach (var kind in request.Kinds.Where(static one => one == Kind.Unspecified || !Enum.IsDefined(one)))
            violations.Add("kinds", $"{kind:D} is not a value of Kind.");
        var scope = new V1.GetTimelineRequest(request) { PageSize = 0, PageToken = "" };
        var after = ReadToken(request.PageToken, scope, violations);
        violations.ThrowIfAny();

        var query = new TimelineQuery(request.Customer, request.OldestFirst)
        {
            Service = service,
            Kinds = request.Kinds.ToHashSet(),
            After = after,
        };
        var response = new V1.GetTimelineResponse();
        if (await FillAsync(response, query, size, cancellation).ConfigureAwait(false) is { } last)
            response.NextPageToken = PageToken.Write(last.ToString(), scope);
        return response;
    }

    /// <returns>Where the next page goes on; null where there is none.</returns>
    private async Task<TimelineKey?> FillAsync(
        V1.GetTimelineResponse response, TimelineQuery query, int size, CancellationToken cancellation)
    {
        var sources = records.Read(query, cancellation);
        if (query.Wants(Kind.Order, Kind.Step, Kind.Decision, Kind.Service))
            sources = sources.Append(journal.ReadAsync(query, cancellation));
        var empty = 0;
        TimelineKey last = default;
        await foreach (var item in TimelineMerge.MergeAsync(sources, query, cancellation).ConfigureAwait(false))
        {
            if (item.Entry is { } entry)
            {
                if (response.Entries.Count == size)
                    return last;

                response.Entries.Add(entry);
                last = item.Key;
            }
            else if (++empty == EmptyMax)
            {
                return item.Key;
            }
        }

        return null;
    }

    private static TimelineKey? ReadToken(string token, V1.GetTimelineRequest scope, Violations violations)
    {
        if (token.Length == 0)
            return null;
        if (PageToken.TryRead(token, scope, out var last))
            return TimelineKey.Parse(last);

        violations.Add("page_token", "is no token of a page of this timeline. Send the one that the page before had, with "
            + "the same customer, filter and order.");
        return null;
    }
}
