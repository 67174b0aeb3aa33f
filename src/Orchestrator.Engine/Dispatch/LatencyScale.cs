namespace Orchestrator.Engine.Dispatch;

/// <summary>
/// Times of calls as counts: each place of the scale is a fourth of a doubling, from 0.1 ms on, so what is read from it
/// is right to a tenth. Counts of several nodes are added, which medians of theirs could not be.
/// </summary>
public static class LatencyScale
{
    /// <summary>Places; the last one takes whatever is longer than about five minutes.</summary>
    public const int Places = 88;

    private const int PerDoubling = 4;
    private static readonly double Shortest = TimeSpan.FromMicroseconds(100).Ticks;

    public static int PlaceOf(TimeSpan took) => took.Ticks <= Shortest
        ? 0
        : Math.Min(Places - 1, (int)Math.Ceiling(Math.Log2(took.Ticks / Shortest) * PerDoubling));

    /// <summary>The time that a share of the calls, above 0 and up to 1, did not take longer than; null for no
    /// calls.</summary>
    public static TimeSpan? Quantile(IReadOnlyList<int> counts, double share)
    {
        var left = (long)Math.Ceiling(counts.Sum(static count => (long)count) * share);
        if (left == 0)
            return null;

        var place = 0;
        while ((left -= counts[place]) > 0)
            place++;
        return TimeSpan.FromTicks((long)(Shortest * Math.Pow(2, (place - 0.5) / PerDoubling)));
    }

    public static int[] Sum(IEnumerable<IReadOnlyList<int>> counts)
    {
        var sum = new int[Places];
        foreach (var one in counts)
        {
            for (var place = 0; place < Math.Min(one.Count, Places); place++)
                sum[place] += one[place];
        }

        return sum;
    }
}
