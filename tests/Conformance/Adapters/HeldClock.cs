namespace Orchestrator.Tests.Conformance.Adapters;

/// <summary>A clock that stands still until it is released: timers fire then.</summary>
public sealed class HeldClock : TimeProvider
{
    private readonly List<(TimerCallback Callback, object? State, TimeSpan Due)> timers = [];

    public override DateTimeOffset GetUtcNow() => new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (timers) timers.Add((callback, state, dueTime));
        return new Held();
    }

    /// <summary>Fires all timers, and says how long each was to wait.</summary>
    public IReadOnlyList<TimeSpan> Release()
    {
        List<(TimerCallback Callback, object? State, TimeSpan Due)> due;
        lock (timers) due = [.. timers];
        foreach (var timer in due) timer.Callback(timer.State);
        return [.. due.Select(timer => timer.Due)];
    }

    private sealed class Held : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
