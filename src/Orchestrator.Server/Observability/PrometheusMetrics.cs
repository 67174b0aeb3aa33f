using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Orchestrator.Server.Observability;

/// <summary>Gathers what this server measures, and tells it in Prometheus' text format.</summary>
public sealed class PrometheusMetrics : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, MetricSeries> _series = new();

    /// <param name="factory">
    /// Makes this server's meters: those of another factory are another server's in the same process. Null: all are ours.
    /// </param>
    public PrometheusMetrics(IMeterFactory? factory = null)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsWanted(instrument.Meter.Name) && IsOurs(instrument.Meter, factory))
                listener.EnableMeasurementEvents(
                    instrument, _series.GetOrAdd(instrument, static one => new MetricSeries(one)));
        };
        _listener.MeasurementsCompleted = (instrument, _) => _series.TryRemove(instrument, out var _);
        _listener.SetMeasurementEventCallback<double>(
            static (_, value, tags, series) => ((MetricSeries)series!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<float>(
            static (_, value, tags, series) => ((MetricSeries)series!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<long>(
            static (_, value, tags, series) => ((MetricSeries)series!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<int>(
            static (_, value, tags, series) => ((MetricSeries)series!).Measure(value, tags));
        _listener.Start();
    }

    /// <summary>
    /// What ASP.NET measures of each request is left out: the calls are counted once, by
    /// <c>orchestrator.grpc.calls</c>.
    /// </summary>
    private static bool IsWanted(string meter) =>
        meter.StartsWith("Orchestrator", StringComparison.Ordinal)
            || meter is "System.Runtime" or "Microsoft.AspNetCore.Server.Kestrel" or "Polly";

    private static bool IsOurs(Meter meter, IMeterFactory? factory) =>
        meter.Scope is null || factory is null || meter.Scope == factory;

    public void Write(TextWriter output)
    {
        foreach (var series in _series.Values)
            series.Forget();
        _listener.RecordObservableInstruments();
        foreach (var series in _series.Values.OrderBy(series => series.Name, StringComparer.Ordinal))
            series.Write(output);
    }

    public void Dispose() => _listener.Dispose();
}
