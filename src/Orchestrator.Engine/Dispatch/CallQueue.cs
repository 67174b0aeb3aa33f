namespace Orchestrator.Engine.Dispatch;

/// <summary>
/// The calls of one instance that may not begin yet. What a limit, a rate or an open circuit keeps back waits here, and
/// begins as soon as it may: the highest priority first, then the oldest; but each level of priority is worth so much
/// waiting and no more, so that nothing is kept back for ever by what comes after it.
/// </summary>
internal sealed class CallQueue
{
    /// <summary>How much earlier a call seems to have come for each level of its order's priority.</summary>
    private static readonly TimeSpan LevelWorth = TimeSpan.FromSeconds(10);

    /// <summary>Levels above it, and below its negative, count as it does.</summary>
    private const int LevelMax = 100_000;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<AdapterJob, (long Since, long Place)> _waiting = new();
    private readonly long _levelWorth;
    private readonly int _concurrentMax;
    private readonly RateGate? _rate;
    private readonly ICallGate? _room;
    private readonly ITimer _timer;
    private long _lastPlace;
    private int _running;
    private bool _paused;
    private bool _held;

    /// <param name="limits">The operator's.</param>
    /// <param name="time">The clock.</param>
    /// <param name="room">The adapter's own bound; null where it has none.</param>
    public CallQueue(AdapterLimits limits, TimeProvider time, ICallGate? room = null)
    {
        _room = room;
        _concurrentMax = limits.ConcurrentMax;
        _levelWorth = (long)(LevelWorth.TotalSeconds * time.TimestampFrequency);
        _rate = limits.PerSecondMax is { } perSecond ? new RateGate(perSecond, time) : null;
        _timer = time.CreateTimer(_ => Resume(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (room is not null)
            room.Opened += BeginWhatMay;
    }

    /// <summary>Called when the one that is due may begin, on any thread.</summary>
    public Action<AdapterJob> Begin { get; set; } = static _ => { };

    public int Running => Volatile.Read(ref _running);

    /// <summary>How many wait, and since when the oldest does: a timestamp, or null.</summary>
    public (int Count, long? Oldest) Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count == 0
                    ? (0, null)
                    : (_waiting.Count, _waiting.UnorderedItems.Min(item => item.Element.ReadySince));
            }
        }
    }

    /// <summary>Whether the job may begin at once; else it waits.</summary>
    public bool TryBegin(AdapterJob job)
    {
        lock (_gate)
        {
            job.Place = ++_lastPlace;
            if (_waiting.Count == 0 && MayBegin())
                return true;

            Enqueue(job);
            return false;
        }
    }

    /// <summary>A call has ended: gives the next that may begin, or null.</summary>
    public AdapterJob? End()
    {
        lock (_gate)
        {
            _running--;
            return Next();
        }
    }

    /// <summary>
    /// The circuit is open: the call did not begin, waits again in its place, and nothing begins for a while.
    /// </summary>
    public void PutBack(AdapterJob job, TimeSpan pause)
    {
        lock (_gate)
        {
            _running--;
            Enqueue(job);
            Pause(pause);
        }
    }

    /// <summary>Nothing begins any more; or again, whatever may.</summary>
    public void Hold(bool holds)
    {
        lock (_gate)
            _held = holds;
        if (!holds)
            BeginWhatMay();
    }

    /// <summary>What waits of an activation.</summary>
    public IReadOnlyList<AdapterJob> Find(long activation)
    {
        lock (_gate)
        {
            return _waiting.Count == 0
                ? []
                : [.. _waiting.UnorderedItems.Select(static item => item.Element).Where(job => job.Id.Activation == activation)];
        }
    }

    /// <summary>Takes out what waits and is to go.</summary>
    public IReadOnlyList<AdapterJob> TakeWhere(Func<AdapterJob, bool> goes)
    {
        lock (_gate)
        {
            var all = _waiting.UnorderedItems.ToArray();
            if (!all.Any(item => goes(item.Element)))
                return [];

            _waiting.Clear();
            _waiting.EnqueueRange(all.Where(item => !goes(item.Element)));
            return [.. all.Where(item => goes(item.Element)).Select(static item => item.Element)];
        }
    }

    /// <summary>Takes out everything that waits.</summary>
    public IReadOnlyList<AdapterJob> TakeAll()
    {
        lock (_gate)
        {
            var taken = _waiting.UnorderedItems.Select(static item => item.Element).ToArray();
            _waiting.Clear();
            return taken;
        }
    }

    /// <summary>One that waits again has the place that it had.</summary>
    private void Enqueue(AdapterJob job)
    {
        var level = Math.Clamp(job.Call.Order.Priority, -LevelMax, LevelMax);
        _waiting.Enqueue(job, (job.ReadySince - (level * _levelWorth), job.Place));
    }

    private AdapterJob? Next() => _waiting.Count > 0 && MayBegin() ? _waiting.Dequeue() : null;

    private bool MayBegin()
    {
        if (_held || _paused || _running >= _concurrentMax || (_room is not null && _running >= _room.Capacity))
            return false;

        if (_rate is not null && !_rate.TryTake(out var wait))
        {
            Pause(wait);
            return false;
        }

        _running++;
        return true;
    }

    private void Pause(TimeSpan wait)
    {
        _paused = true;
        _timer.Change(
            TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }

    private void Resume()
    {
        lock (_gate)
            _paused = false;
        BeginWhatMay();
    }

    private void BeginWhatMay()
    {
        while (true)
        {
            AdapterJob? next;
            lock (_gate)
                next = Next();
            if (next is null)
                return;

            Begin(next);
        }
    }
}
