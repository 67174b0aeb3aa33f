namespace Orchestrator.Server.Observability;

/// <summary>The value of one metric under one set of labels.</summary>
/// <param name="bounds">Upper bounds of a histogram's buckets, rising; empty for everything else.</param>
internal sealed class MetricCell(IReadOnlyList<double> bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _buckets = new long[bounds.Count + 1];
    private double _sum;
    private long _count;

    public void Add(double value)
    {
        lock (_lock)
            _sum += value;
    }

    public void Set(double value)
    {
        lock (_lock)
            _sum = value;
    }

    public void Observe(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Count && value > bounds[bucket])
            bucket++;

        lock (_lock)
        {
            _buckets[bucket]++;
            _count++;
            _sum += value;
        }
    }

    /// <summary>The sum, and for a histogram how many values were seen, and how many up to each bound.</summary>
    public (double Sum, long Count, long[] UpTo) Read()
    {
        lock (_lock)
        {
            var upTo = new long[bounds.Count];
            long running = 0;
            for (var index = 0; index < upTo.Length; index++)
                upTo[index] = running += _buckets[index];

            return (_sum, _count, upTo);
        }
    }
}
