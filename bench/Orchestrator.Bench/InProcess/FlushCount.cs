using System.Diagnostics.Metrics;

namespace Orchestrator.Bench.InProcess;

/// <summary>Counts the flushes of a journal, as the engine's own measure has them.</summary>
internal sealed class FlushCount : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _count;

    /// <param name="meter">One engine's.</param>
    public FlushCount(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter && instrument.Name == "orchestrator.journal.flush")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _count));
        _listener.Start();
    }

    public long Count => Interlocked.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
