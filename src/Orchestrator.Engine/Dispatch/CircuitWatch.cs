using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Dispatch;

/// <summary>Knows whether the circuit of an instance is open, since when, and until when at least.</summary>
internal sealed class CircuitWatch(TimeProvider time)
{
    private volatile OpenCircuit? _open;

    /// <summary>Null while it is closed. One that has been open for as long as it had to lets the next call try.</summary>
    public OpenCircuit? Open => _open;

    public void Opens(TimeSpan pause)
    {
        var now = time.GetUtcNow();
        _open = new OpenCircuit(_open?.Since ?? now, now + pause);
    }

    public void Closes() => _open = null;
}
