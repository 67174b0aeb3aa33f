namespace Orchestrator.Engine.Journal;

/// <summary>
/// How many batches are best written at the same time. Measured: two on a disk that makes a commit durable at once, up
/// to eight on one that takes its time, because then the database has the processor to spare. What counts is the least
/// time that a flush took lately beyond what its writes are worth: that is the disk's, the rest is the processor's, of
/// which more writers do not make more.
/// </summary>
internal sealed class FlushPace(int writersMax)
{
    private const int Window = 64;
    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(1.5);
    private static readonly TimeSpan PerWrite = TimeSpan.FromMicroseconds(20);
    private static readonly TimeSpan PerWriter = TimeSpan.FromMilliseconds(0.5);

    private TimeSpan _least = TimeSpan.MaxValue;
    private int _seen;

    /// <summary>From 1 to the greatest number that is allowed.</summary>
    public int Writers { get; private set; } = Math.Min(2, writersMax);

    /// <summary>One flush of so many writes took this long.</summary>
    public void Note(int writes, TimeSpan took)
    {
        var disk = took - (writes * PerWrite);
        if (disk < _least)
            _least = disk;
        if (++_seen < Window)
            return;

        var beyond = _least > Fast ? (int)((_least - Fast) / PerWriter) + 1 : 0;
        Writers = Math.Min(2 + beyond, writersMax);
        _least = TimeSpan.MaxValue;
        _seen = 0;
    }
}
