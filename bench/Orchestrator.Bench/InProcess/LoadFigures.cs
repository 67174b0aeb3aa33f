using System.Globalization;

namespace Orchestrator.Bench.InProcess;

/// <summary>What a load came to.</summary>
/// <param name="InFlight">Callers at the same time.</param>
/// <param name="Count">Activations finished.</param>
/// <param name="PerSecond">The same per second.</param>
/// <param name="Median">Of the time from start to answer.</param>
/// <param name="Slowest1Percent">The time that one in a hundred took longer than.</param>
/// <param name="Processor">Processor time of this process per activation.</param>
/// <param name="Allocated">Bytes allocated by this process per activation.</param>
public sealed record LoadFigures(
    int InFlight,
    int Count,
    double PerSecond,
    TimeSpan Median,
    TimeSpan Slowest1Percent,
    TimeSpan Processor,
    double Allocated)
{
    public static LoadFigures Of(
        int inFlight, List<TimeSpan> latencies, TimeSpan time, TimeSpan processor, long allocated)
    {
        latencies.Sort();
        var count = Math.Max(1, latencies.Count);
        return new LoadFigures(
            inFlight,
            latencies.Count,
            latencies.Count / time.TotalSeconds,
            At(latencies, 0.5),
            At(latencies, 0.99),
            processor / count,
            (double)allocated / count);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{InFlight,4} in flight: {PerSecond,8:n0}/s  p50 {Median.TotalMilliseconds,7:n2} ms  p99 "
            + $"{Slowest1Percent.TotalMilliseconds,7:n2} ms  CPU {Processor.TotalMicroseconds,6:n1} us  allocated "
            + $"{Allocated / 1024,6:n1} kB");

    private static TimeSpan At(List<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? TimeSpan.Zero : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
