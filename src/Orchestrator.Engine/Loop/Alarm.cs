namespace Orchestrator.Engine.Loop;

/// <summary>One timer for the whole loop. Set by the loop alone; rings on another thread.</summary>
internal sealed class Alarm : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly ITimer _timer;
    private DateTimeOffset? _set;

    public Alarm(TimeProvider time, Action ring) =>
        _timer = time.CreateTimer(_ => ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Rings at that time, or before: a timer that is set already for an earlier time is left alone.</summary>
    public void Set(DateTimeOffset? due, DateTimeOffset now)
    {
        if (due is not { } time || _set <= time)
            return;

        _set = time;
        var wait = time - now;
        if (wait > Longest)
            wait = Longest;

        // Timers count whole milliseconds; rounding up keeps it from ringing just too early, again and again.
        var milliseconds = Math.Max(0, Math.Ceiling(wait.TotalMilliseconds));
        _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    /// <summary>It has rung: it is set for nothing any more.</summary>
    public void Clear() => _set = null;

    public void Dispose() => _timer.Dispose();
}
