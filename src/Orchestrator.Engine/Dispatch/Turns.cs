using System.Threading.Channels;

namespace Orchestrator.Engine.Dispatch;

/// <summary>So many at the same time; others wait, and take turns in the order in which they came.</summary>
/// <param name="max">At least 1.</param>
internal sealed class Turns(int max)
{
    /// <summary>Holds nothing that would have to be given back at the end, as a semaphore does.</summary>
    private readonly Channel<bool> _taken = System.Threading.Channels.Channel.CreateBounded<bool>(max);

    /// <returns>To be disposed of once.</returns>
    public async ValueTask<Turn> TakeAsync(CancellationToken cancellation)
    {
        await _taken.Writer.WriteAsync(true, cancellation).ConfigureAwait(false);
        return new Turn(this);
    }

    public readonly struct Turn(Turns turns) : IDisposable
    {
        public void Dispose() => turns._taken.Reader.TryRead(out _);
    }
}
