namespace Orchestrator.TestKit;

/// <summary>
/// A clock that is set by the test; timers ring when it passes them, on the test's own thread, in order. One that is
/// set for now rings at once, on a thread of the pool, as a real one does: who sets it may have read the clock just
/// before the test moved it.
/// </summary>
public sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = now;

    public ManualTime()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_gate)
            _timers.Add(timer);
        return timer;
    }

    /// <summary>Lets time pass, and rings what is due on the way when it is due.</summary>
    public void Advance(TimeSpan time)
    {
        var until = GetUtcNow() + time;
        while (Next(until) is { } due)
            due.Ring();
    }

    /// <summary>The next to ring until then; or null, and it is then.</summary>
    private ManualTimer? Next(DateTimeOffset until)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
            if (next is null)
            {
                _now = until;
                return null;
            }

            if (next.Due > _now)
                _now = next.Due.Value;
            Take(next);
            return next;
        }
    }

    /// <summary>Whether the timer is due and not rung by another meanwhile; from here it is.</summary>
    private bool TakeDue(ManualTimer timer)
    {
        lock (_gate)
        {
            if (!(timer.Due <= _now))
                return false;

            Take(timer);
            return true;
        }
    }

    private void Take(ManualTimer timer) => timer.Due = timer.Period > TimeSpan.Zero ? _now + timer.Period : null;

    private sealed class ManualTimer(ManualTime time, Action ring) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : time._now + dueTime;
                Period = period;
            }

            if (dueTime == TimeSpan.Zero)
                ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.RingIfDue(), this, preferLocal: false);
            return true;
        }

        private void RingIfDue()
        {
            if (time.TakeDue(this))
                Ring();
        }

        public void Dispose()
        {
            lock (time._gate)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
