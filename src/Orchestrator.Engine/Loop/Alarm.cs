namespace Orchestrator.Engine.Loop;

/// <summary>One timer for the whole loop. Set by the loop alone; rings on another thread.</summary>
internal sealed class Alarm : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(5);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private DateTimeOffset? _set;

    public Alarm(TimeProvider time, Action ring)
    {
        _time = time;
        _timer = time.CreateTimer(_ => ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Rings at that time, or before: a timer that is set already for an earlier time is left alone.</summary>
    public void Set(DateTimeOffset? due)
    {
        if (due is not { } time || _set <= time)
            return;

        _set = time;

        // A timer is told how long, not until when: where this thread was held up in between, it is told again.
        DateTimeOffset now;
        do
        {
            now = _time.GetUtcNow();
            Change(time - now);
        }
        while (_time.GetUtcNow() - now > Late);
    }

    /// <summary>It has rung: it is set for nothing any more.</summary>
    public void Clear() => _set = null;

    public void Dispose() => _timer.Dispose();

    private void Change(TimeSpan wait)
    {
        if (wait > Longest)
            wait = Longest;

        // Timers count whole milliseconds; rounding up keeps it from ringing just too early, again and again.
        var milliseconds = Math.Max(0, Math.Ceiling(wait.TotalMilliseconds));
        _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }
}
