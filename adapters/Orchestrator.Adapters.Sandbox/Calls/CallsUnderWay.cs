using System.Collections.Concurrent;

namespace Orchestrator.Adapters.Sandbox.Calls;

/// <summary>
/// The keys of calls that have not been answered. Reading such a key cannot say "not done": it may be done a moment
/// later.
/// </summary>
internal sealed class CallsUnderWay
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public bool Has(string key) => _counts.GetValueOrDefault(key) > 0;

    public void Begin(string key) => _counts.AddOrUpdate(key, 1, (_, count) => count + 1);

    public void End(string key)
    {
        if (_counts.AddOrUpdate(key, 0, (_, count) => count - 1) == 0) _counts.TryRemove(KeyValuePair.Create(key, 0));
    }
}
