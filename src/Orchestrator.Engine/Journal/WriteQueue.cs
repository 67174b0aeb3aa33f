using Orchestrator.Core.Shards;

namespace Orchestrator.Engine.Journal;

/// <summary>
/// Writes that wait for a batch, in order. The shards never have two writes of one activation outstanding, so no
/// activation can come to be in two batches at once, whatever is taken when.
/// </summary>
internal sealed class WriteQueue(EngineOptions options)
{
    private readonly Queue<ShardOutput.Write> _waiting = new();

    public int Count => _waiting.Count;

    public void Add(ShardOutput.Write write) => _waiting.Enqueue(write);

    /// <summary>Takes everything, up to the bounds of a batch; at least one.</summary>
    public void TakeInto(List<ShardOutput.Write> batch)
    {
        var transitions = 0;
        var bytes = 0;
        while (_waiting.TryPeek(out var next))
        {
            transitions += next.Transitions.Count;
            foreach (var transition in next.Transitions)
                bytes += TransitionSize.Of(transition);
            if (batch.Count > 0 && (transitions > options.BatchTransitionsMax || bytes > options.BatchBytesMax))
                return;

            batch.Add(_waiting.Dequeue());
        }
    }
}
