using System.Collections.Concurrent;

namespace Orchestrator.Engine.Loop;

/// <summary>Callers that wait for something: so many and no more, and since when.</summary>
/// <param name="what">What they are, as a refusal says it: <c>commands</c>.</param>
/// <param name="max">How many there may be; at least 1.</param>
/// <param name="time">The clock.</param>
internal sealed class WaitingRoom(string what, int max, TimeProvider time)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, long> _since = new();
    private long _last;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>How long the one has waited that has waited longest; zero where nobody waits.</summary>
    public TimeSpan Oldest => _since.IsEmpty
        ? TimeSpan.Zero
        : _since.Values.DefaultIfEmpty(time.GetTimestamp()).Min() is var since
            && time.GetElapsedTime(since) is var age
            && age > TimeSpan.Zero
            ? age
            : TimeSpan.Zero;

    /// <summary>Waits from now on, until the place is disposed of.</summary>
    /// <exception cref="EngineOverloadedException">There is no room.</exception>
    public Place Enter()
    {
        if (Interlocked.Increment(ref _count) > max)
        {
            Interlocked.Decrement(ref _count);
            throw new EngineOverloadedException(
                $"{max} {what} wait to be answered, which is the most that may.", RetryAfter);
        }

        var number = Interlocked.Increment(ref _last);
        _since[number] = time.GetTimestamp();
        return new Place(this, number);
    }

    /// <summary>One that waits. To be disposed of once.</summary>
    public readonly struct Place(WaitingRoom room, long number) : IDisposable
    {
        public void Dispose()
        {
            if (room._since.TryRemove(number, out _))
                Interlocked.Decrement(ref room._count);
        }
    }
}
