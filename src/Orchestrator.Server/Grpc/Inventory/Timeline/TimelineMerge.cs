using System.Runtime.CompilerServices;

namespace Orchestrator.Server.Grpc.Inventory.Timeline;

/// <summary>Sources that are in order each, as one that is; none is read further than is asked for.</summary>
internal static class TimelineMerge
{
    public static async IAsyncEnumerable<TimelineItem> MergeAsync(
        IEnumerable<IAsyncEnumerable<TimelineItem>> sources,
        IComparer<TimelineKey> order,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var all = sources.Select(source => source.GetAsyncEnumerator(cancellation)).ToList();
        var open = new List<IAsyncEnumerator<TimelineItem>>();
        try
        {
            foreach (var source in all)
            {
                if (await source.MoveNextAsync().ConfigureAwait(false))
                    open.Add(source);
            }

            while (open.Count > 0)
            {
                var next = open.MinBy(static source => source.Current.Key, order)!;
                yield return next.Current;
                if (!await next.MoveNextAsync().ConfigureAwait(false))
                    open.Remove(next);
            }
        }
        finally
        {
            foreach (var source in all)
                await source.DisposeAsync().ConfigureAwait(false);
        }
    }
}
