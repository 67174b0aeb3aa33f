namespace Orchestrator.Core.Shards;

/// <summary>Activations that wait for their service: the highest priority first, then the oldest.</summary>
internal sealed class ServiceQueues
{
    private readonly Dictionary<string, SortedSet<(int Order, long Activation)>> _queues = new(StringComparer.Ordinal);

    public void Join(string service, long activation, int priority)
    {
        if (!_queues.TryGetValue(service, out var queue))
            _queues.Add(service, queue = []);
        queue.Add((-Math.Max(priority, -int.MaxValue), activation));
    }

    public void Leave(string service, long activation)
    {
        if (!_queues.TryGetValue(service, out var queue))
            return;

        queue.RemoveWhere(waiting => waiting.Activation == activation);
        if (queue.Count == 0)
            _queues.Remove(service);
    }

    /// <summary>Whose turn it is next, or null.</summary>
    public long? First(string service) => _queues.TryGetValue(service, out var queue) ? queue.Min.Activation : null;
}
