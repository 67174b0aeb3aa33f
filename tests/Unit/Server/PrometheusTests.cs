using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Server.Observability;

namespace Orchestrator.Tests.Unit.Server;

public sealed class PrometheusTests
{
    [Fact]
    public void What_is_measured_is_told_in_the_text_format()
    {
        using var metrics = new PrometheusMetrics();
        using var meter = new Meter("Orchestrator.Prometheus.Test");
        var queue = 3;
        meter.CreateObservableGauge("test.queue.length", () => queue, description: "How many wait.");
        var calls = meter.CreateCounter<long>("test.calls");
        var sizes = meter.CreateUpDownCounter<int>("test.size", "By");
        var times = meter.CreateHistogram("test.time", "s", "How long\nit took.", null, new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.1, 1],
        });

        calls.Add(2, new KeyValuePair<string, object?>("method", "a\"b\\c"), new("code", 5));
        calls.Add(1, new KeyValuePair<string, object?>("method", "a\"b\\c"), new("code", 5));
        sizes.Add(10);
        sizes.Add(-4);
        times.Record(0.1);
        times.Record(0.5, new KeyValuePair<string, object?>("kind", "x"));
        times.Record(7, new KeyValuePair<string, object?>("kind", "x"));
        queue = 4;

        Assert.Equal(
            """
            # HELP test_calls_total 
            # TYPE test_calls_total counter
            test_calls_total{method="a\"b\\c",code="5"} 3
            # HELP test_queue_length How many wait.
            # TYPE test_queue_length gauge
            test_queue_length 4
            # HELP test_size_bytes 
            # TYPE test_size_bytes gauge
            test_size_bytes 6
            # HELP test_time_seconds How long it took.
            # TYPE test_time_seconds histogram
            test_time_seconds_bucket{le="0.1"} 1
            test_time_seconds_bucket{le="1"} 1
            test_time_seconds_bucket{le="+Inf"} 1
            test_time_seconds_sum 0.1
            test_time_seconds_count 1
            test_time_seconds_bucket{kind="x",le="0.1"} 0
            test_time_seconds_bucket{kind="x",le="1"} 1
            test_time_seconds_bucket{kind="x",le="+Inf"} 2
            test_time_seconds_sum{kind="x"} 7.5
            test_time_seconds_count{kind="x"} 2

            """,
            Written(metrics));
    }

    [Fact]
    public void A_label_that_never_repeats_does_not_eat_the_memory()
    {
        using var metrics = new PrometheusMetrics();
        using var meter = new Meter("Orchestrator.Prometheus.Test");
        var calls = meter.CreateCounter<long>("test.calls");

        for (var number = 0; number < 3000; number++)
            calls.Add(1, new KeyValuePair<string, object?>("id", number));

        Assert.Equal(2000, Written(metrics).Split('\n').Count(
            line => line.StartsWith("test_calls_total{", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_value_that_is_no_longer_observed_is_gone()
    {
        using var metrics = new PrometheusMetrics();
        using var meter = new Meter("Orchestrator.Prometheus.Test");
        List<Measurement<int>> now = [new(1, new KeyValuePair<string, object?>("lane", "a"))];
        meter.CreateObservableGauge("test.lanes", () => now);
        var before = Written(metrics);

        now.Clear();

        Assert.Contains("test_lanes{lane=\"a\"} 1", before, StringComparison.Ordinal);
        Assert.DoesNotContain("test_lanes{", Written(metrics), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_servers_in_one_process_each_tells_its_own()
    {
        using var one = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var two = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var metrics = new PrometheusMetrics(one.GetRequiredService<IMeterFactory>());
        foreach (var (server, value) in new[] { (one, 1), (two, 2) })
            server.GetRequiredService<IMeterFactory>().Create("Orchestrator.Test").CreateObservableGauge("test.server", () => value);

        var told = Written(metrics).Split('\n').Where(static line => line.StartsWith("test_server ", StringComparison.Ordinal));

        Assert.Equal("test_server 1", Assert.Single(told));
    }

    private static string Written(PrometheusMetrics metrics)
    {
        var text = new StringWriter();
        metrics.Write(text);
        return string.Join('\n', text.ToString().Split('\n').Where(
            line => line.Contains("test_", StringComparison.Ordinal) || line.Length == 0));
    }
}
