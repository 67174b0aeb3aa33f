namespace Orchestrator.Tests.Simulation;

/// <summary>What will happen, in order of time, and of entry where the time is the same.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action, (long Time, long Entry)> _entries = new();
    private long _last;

    /// <summary>The true time, which nobody in the simulation can see.</summary>
    public DateTimeOffset Now { get; private set; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public void In(TimeSpan delay, Action happens) =>
        _entries.Enqueue(happens, ((Now + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero)).UtcTicks, ++_last));

    /// <summary>Lets the next thing happen; false where nothing will, or not before the limit.</summary>
    public bool Step(DateTimeOffset limit)
    {
        if (!_entries.TryPeek(out _, out var next) || next.Time > limit.UtcTicks)
            return false;

        var happens = _entries.Dequeue();
        Now = new DateTimeOffset(next.Time, TimeSpan.Zero);
        happens();
        return true;
    }
}
