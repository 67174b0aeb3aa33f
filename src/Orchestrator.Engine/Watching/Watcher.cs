using System.Threading.Channels;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Watching;

/// <summary>
/// Transitions of one activation, as they become durable. One that reads too slowly is cut off instead of filling
/// memory: it reads what it has missed from the journal, and opens another.
/// </summary>
internal sealed class Watcher(Watchers watchers, long activation) : IDisposable
{
    private const int BehindMax = 256;

    private readonly Channel<Transition> _channel = System.Threading.Channels.Channel.CreateBounded<Transition>(
        new BoundedChannelOptions(BehindMax)
        {
            SingleReader = true,
            SingleWriter = true,
            AllowSynchronousContinuations = false,
        });

    public long Activation { get; } = activation;

    public IAsyncEnumerable<Transition> ReadAllAsync(CancellationToken cancellation) =>
        _channel.Reader.ReadAllAsync(cancellation);

    public void Tell(Transition transition)
    {
        if (!_channel.Writer.TryWrite(transition))
            _channel.Writer.TryComplete();
    }

    public void CutOff() => _channel.Writer.TryComplete();

    public void End(Exception why) => _channel.Writer.TryComplete(why);

    public void Dispose() => watchers.Close(this);
}
