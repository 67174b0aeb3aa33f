using System.Collections.Concurrent;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>
/// What the clients know: which order was acknowledged as which activations, and how often they had to ask.
/// </summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<Order, ConcurrentDictionary<string, int>> _acknowledged = [];
    private int _resent;

    /// <summary>The names of the activations that each order was acknowledged as: one, or something is wrong.</summary>
    public IEnumerable<(Order Order, IReadOnlyList<string> Names)> Acknowledged =>
        _acknowledged.Select(entry => (entry.Key, (IReadOnlyList<string>)[.. entry.Value.Keys]));

    public int Count => _acknowledged.Count;

    /// <summary>How many requests were sent again because nothing was known of them.</summary>
    public int Resent => _resent;

    public void Acknowledge(Order order, string name) => _acknowledged.GetOrAdd(order, _ => []).TryAdd(name, 0);

    public void NoteResent() => Interlocked.Increment(ref _resent);
}
