using System.Diagnostics.Metrics;

namespace Orchestrator.Server.Observability;

/// <summary>Makes one server's meters, so that they are told from those of another one in the same process.</summary>
internal sealed class ServerMeters : IMeterFactory
{
    private readonly Lock _lock = new();
    private readonly List<Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        lock (_lock)
            _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        lock (_lock)
            _meters.ForEach(static meter => meter.Dispose());
    }
}
