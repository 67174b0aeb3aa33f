using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Watching;

/// <summary>Who watches which activation.</summary>
internal sealed class Watchers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, List<Watcher>> _watchers = [];
    private volatile int _count;
    private Exception? _end;

    public int Count => _count;

    /// <summary>Activations that somebody watches.</summary>
    public IReadOnlyList<long> Watched
    {
        get
        {
            lock (_gate)
                return [.. _watchers.Keys];
        }
    }

    /// <summary>Called when somebody begins to watch an activation; on any thread.</summary>
    public Action<long> Opened { get; set; } = static _ => { };

    public Watcher Open(long activation)
    {
        var watcher = new Watcher(this, activation);
        lock (_gate)
        {
            if (_end is not null)
                watcher.End(_end);
            if (!_watchers.TryGetValue(activation, out var watching))
                _watchers.Add(activation, watching = []);
            watching.Add(watcher);
            _count++;
        }

        Opened(activation);
        return watcher;
    }

    public void Publish(Transition transition)
    {
        if (_count == 0)
            return;

        lock (_gate)
        {
            foreach (var watcher in _watchers.GetValueOrDefault(transition.Activation) ?? [])
                watcher.Tell(transition);
        }
    }

    public bool Has(long activation)
    {
        lock (_gate)
            return _watchers.ContainsKey(activation);
    }

    /// <summary>Something may have happened that is not told here: whoever watches reads the journal again.</summary>
    public void ReadAgain(long activation)
    {
        lock (_gate)
        {
            foreach (var watcher in _watchers.GetValueOrDefault(activation) ?? [])
                watcher.CutOff();
        }
    }

    /// <summary>Nothing is published any more.</summary>
    public void EndAll(Exception why)
    {
        lock (_gate)
        {
            _end = why;
            foreach (var watcher in _watchers.Values.SelectMany(static watching => watching))
                watcher.End(why);
        }
    }

    public void Close(Watcher watcher)
    {
        lock (_gate)
        {
            if (!_watchers.TryGetValue(watcher.Activation, out var watching) || !watching.Remove(watcher))
                return;

            _count--;
            if (watching.Count == 0)
                _watchers.Remove(watcher.Activation);
        }
    }
}
