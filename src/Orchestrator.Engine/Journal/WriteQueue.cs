using Orchestrator.Core.Shards;

namespace Orchestrator.Engine.Journal;

/// <summary>
/// Writes that wait for a batch, in order, and since when those wait that are not durable. The shards never have two
/// writes of one activation outstanding, so no activation can come to be in two batches at once, whatever is taken
/// when.
/// </summary>
internal sealed class WriteQueue(EngineOptions options)
{
    private readonly Queue<(ShardOutput.Write Write, long Since)> _waiting = new();
    private readonly List<long> _underWay = [];

    public int Count => _waiting.Count;

    /// <summary>Since when the oldest is not durable, waiting or being written: a timestamp, or null.</summary>
    public long? Oldest
    {
        get
        {
            long? oldest = _waiting.TryPeek(out var next) ? next.Since : null;
            foreach (var since in _underWay)
                oldest = oldest is { } other && other < since ? other : since;
            return oldest;
        }
    }

    public void Add(ShardOutput.Write write, long since) => _waiting.Enqueue((write, since));

    /// <summary>Takes everything, up to the bounds of a batch; at least one, which must be there.</summary>
    /// <returns>Since when the oldest of the batch waits.</returns>
    public long TakeInto(List<ShardOutput.Write> batch)
    {
        var (transitions, bytes, oldest) = (0, 0, _waiting.Peek().Since);
        Began(oldest);
        while (_waiting.TryPeek(out var next))
        {
            transitions += next.Write.Transitions.Count;
            foreach (var transition in next.Write.Transitions)
                bytes += TransitionSize.Of(transition);
            if (batch.Count > 0 && (transitions > options.BatchTransitionsMax || bytes > options.BatchBytesMax))
                break;

            batch.Add(_waiting.Dequeue().Write);
        }

        return oldest;
    }

    /// <summary>A batch is being written whose oldest write waits since then.</summary>
    public void Began(long since) => _underWay.Add(since);

    /// <summary>That batch is not being written any more.</summary>
    public void Ended(long since) => _underWay.Remove(since);
}
