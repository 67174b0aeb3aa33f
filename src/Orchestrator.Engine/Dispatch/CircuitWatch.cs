using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Dispatch;

/// <summary>Knows whether the circuit of an instance is open, since when, and until when at least.</summary>
internal sealed class CircuitWatch(TimeProvider time)
{
    private volatile OpenCircuit? _open;

    /// <summary>Null while it is closed. One that has been open for as long as it had to lets the next call try.</summary>
    public OpenCircuit? Open => _open;

    /// <summary>Called when it opens, with true, and when it closes; not when it stays open after a call that tried.</summary>
    public Action<bool> Changed { get; set; } = static _ => { };

    public void Opens(TimeSpan pause)
    {
        var (now, before) = (time.GetUtcNow(), _open);
        _open = new OpenCircuit(before?.Since ?? now, now + pause);
        if (before is null)
            Changed(true);
    }

    public void Closes()
    {
        _open = null;
        Changed(false);
    }
}
