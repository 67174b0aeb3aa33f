namespace Orchestrator.Engine.Journal;

/// <summary>Waits between attempts to reach a journal that is away: from 20 ms on, doubled each time.</summary>
internal sealed class Backoff(TimeProvider time, TimeSpan longest)
{
    private TimeSpan _next = TimeSpan.FromMilliseconds(20);

    public async Task WaitAsync(CancellationToken cancellation)
    {
        var wait = _next < longest ? _next : longest;
        _next = wait * 2;
        await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
    }
}
