using System.Collections.Concurrent;
using Orchestrator.Core.Leases;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Watching;

namespace Orchestrator.Engine.Cluster;

/// <summary>
/// Watches of activations that another node owns: it is told that somebody watches, and says when something has
/// happened; what it was is read from the journal. Words may be lost, so the journal is also looked at now and then.
/// </summary>
internal sealed class RemoteWatches(IClusterStore store, ShardGate gate, Watchers watchers, TimeProvider time)
    : IDisposable
{
    private static readonly TimeSpan Interest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private const int RoundsBetweenWords = 10;

    private readonly ConcurrentDictionary<long, long> _wantedElsewhere = new();
    private readonly ConcurrentDictionary<long, bool> _happened = new();
    private readonly SemaphoreSlim _news = new(0, 1);
    private volatile bool _isWanted;

    /// <summary>From the loop, once it is durable: costs a look at a flag while nobody elsewhere watches.</summary>
    public void Note(long activation)
    {
        if (!_isWanted || !_wantedElsewhere.ContainsKey(activation))
            return;

        _happened[activation] = true;
        lock (_news)
        {
            if (_news.CurrentCount == 0)
                _news.Release();
        }
    }

    /// <summary>Somebody here watches an activation from now on.</summary>
    public void Opened(long activation)
    {
        if (gate[activation] == Passage.Closed)
            _ = TellAsync(new ClusterWord.Watch(activation), CancellationToken.None);
    }

    public void Hear(ClusterWord.Watch word)
    {
        if (gate[word.Activation] == Passage.Closed)
            return;

        _wantedElsewhere[word.Activation] = time.GetTimestamp();
        _isWanted = true;
        if (watchers.Has(word.Activation))
            return;

        // What happened before the word came was not told: who watches reads once more.
        Note(word.Activation);
    }

    public void Hear(ClusterWord.Happened word)
    {
        foreach (var activation in word.Activations)
        {
            if (gate[activation] != Passage.Open)
                watchers.ReadAgain(activation);
        }
    }

    /// <summary>Says what has happened; the next word gathers while one is being said.</summary>
    public async Task TellAsync(CancellationToken stop)
    {
        while (true)
        {
            await _news.WaitAsync(stop).ConfigureAwait(false);
            long[] told = [.. _happened.Keys.Take(200)];
            foreach (var activation in told)
                _happened.TryRemove(activation, out _);
            await TellAsync(new ClusterWord.Happened(told), stop).ConfigureAwait(false);
            if (!_happened.IsEmpty)
                Note(_happened.Keys.First());
        }
    }

    /// <summary>Looks at what is watched here and owned elsewhere, and says again that it is.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookAgain, time);
        for (var round = 0; await timer.WaitForNextTickAsync(stop).ConfigureAwait(false); round++)
        {
            foreach (var activation in watchers.Watched.Where(id => gate[id] == Passage.Closed))
            {
                watchers.ReadAgain(activation);
                if (round % RoundsBetweenWords == 0)
                    await TellAsync(new ClusterWord.Watch(activation), stop).ConfigureAwait(false);
            }

            foreach (var (activation, since) in _wantedElsewhere)
            {
                if (time.GetElapsedTime(since) > Interest)
                    _wantedElsewhere.TryRemove(activation, out _);
            }

            _isWanted = !_wantedElsewhere.IsEmpty;
        }
    }

    public void Dispose() => _news.Dispose();

    private async Task TellAsync(ClusterWord word, CancellationToken stop)
    {
        try
        {
            await store.TellAsync(word, stop).ConfigureAwait(false);
        }
        catch (JournalUnavailableException)
        {
            // Whoever watches looks again by itself.
        }
    }
}
