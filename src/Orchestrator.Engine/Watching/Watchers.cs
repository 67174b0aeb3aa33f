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
