using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine;

/// <summary>What people are told of this node, and its being drained by them.</summary>
public sealed partial class ActivationEngine
{
    private readonly Lock _drainGate = new();
    private bool _isDrained;
    private Action<bool> _drainChanged = static _ => { };

    /// <summary>Whether a person drains this node: it starts no activation then.</summary>
    public bool IsDrained => Volatile.Read(ref _isDrained);

    /// <summary>How it is with this node now.</summary>
    public NodeFigures Figures
    {
        get
        {
            var now = Statistics;
            return new NodeFigures(
                _loop?.CountByShard ?? NodeFigures.None.Activations,
                now.CallsInFlight,
                now.CallsWaiting,
                now.OldestReadyStep,
                now.OldestCommand,
                now.WritesWaiting,
                now.OldestWrite)
            {
                Adapters = _adapters.Figures,
            };
        }
    }

    /// <summary>
    /// Starts no more activations, until it is told otherwise: they are refused, for another node to take. What is here
    /// goes on; commands, queries and watches are answered. Where there are other nodes, the table of leases says what
    /// becomes of the shards.
    /// </summary>
    public void Drain(bool drains)
    {
        lock (_drainGate)
        {
            if (_isDrained == drains)
                return;

            Volatile.Write(ref _isDrained, drains);
            _drainChanged(drains);
        }
    }

    /// <summary>
    /// Tells when that changes, and at once where it is drained; one thread at a time, the last time what holds.
    /// </summary>
    public void WhenDrained(Action<bool> changed)
    {
        lock (_drainGate)
        {
            _drainChanged = changed;
            if (_isDrained)
                changed(true);
        }
    }

    private void RefuseWhereDrained()
    {
        if (IsDrained)
        {
            throw new EngineUnavailableException(
                "This node is drained: it starts nothing new. Send the same request to another node, or again later, "
                    + "with its request id.")
            {
                IsDrained = true,
            };
        }
    }
}
