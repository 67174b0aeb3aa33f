using Grpc.Core;
using Orchestrator.Cli.Errors;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Cli.Watching;

/// <summary>Follows an activation until it has finished.</summary>
/// <param name="session">The server.</param>
/// <param name="name">The activation.</param>
/// <param name="view">Where progress is shown.</param>
internal sealed class Watcher(Session session, string name, IWatchView view)
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(250);

    /// <summary>Why a step waits stands in no event: it is looked up now and then.</summary>
    private const int TicksPerLook = 8;

    private long _sequence;
    private int _ticks;
    private bool _stale;

    public static bool IsFinished(State state) =>
        state is State.Completed or State.RolledBack or State.Cancelled or State.Abandoned;

    /// <summary>Returns the activation as it ended.</summary>
    /// <param name="afterSequence">Events up to this one are not shown; 0 for none.</param>
    /// <param name="cancellation">Stops watching; the activation goes on.</param>
    /// <exception cref="RpcException">
    /// There is no such activation, or the server cannot be reached at first.
    /// </exception>
    public async Task<Activation> FollowAsync(long afterSequence, CancellationToken cancellation)
    {
        _sequence = afterSequence;
        view.Show(await GetAsync(cancellation));
        var feed = new EventFeed(
            after => session.Activations.WatchActivation(
                new WatchActivationRequest { Name = name, AfterSequence = after }, session.Stream(cancellation)),
            session.World.Time);
        while (true)
        {
            await ShowAllAsync(feed, cancellation);
            if (await RefreshAsync(cancellation) is { } now && IsFinished(now.State)) return now;

            // A server that stops may end its streams before the activation has finished.
            await Task.Delay(SettleTime, session.World.Time, cancellation);
        }
    }

    private async Task ShowAllAsync(EventFeed feed, CancellationToken cancellation)
    {
        using var ticking = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var items = feed.ReadAsync(_sequence, cancellation).GetAsyncEnumerator(cancellation);
        var next = items.MoveNextAsync().AsTask();
        var tick = TickAsync(ticking.Token);
        while (true)
        {
            if (await Task.WhenAny(next, tick) == next)
            {
                if (!await next) break;
                Show(items.Current);
                next = items.MoveNextAsync().AsTask();
            }
            else
            {
                await tick;
                if (_stale || ++_ticks % TicksPerLook == 0) await RefreshAsync(cancellation);
                view.Tick();
                tick = TickAsync(ticking.Token);
            }
        }

        await ticking.CancelAsync();
    }

    private void Show(FeedItem item)
    {
        _stale = true;
        if (item is FeedItem.Happened happened) _sequence = happened.Event.Sequence;
        view.Show(item);
    }

    private Task TickAsync(CancellationToken cancellation) => Task.Delay(
        view.RefreshInterval ?? Timeout.InfiniteTimeSpan, session.World.Time, cancellation);

    private async Task<Activation?> RefreshAsync(CancellationToken cancellation)
    {
        try
        {
            var now = await GetAsync(cancellation);
            _stale = false;
            view.Show(now);
            return now;
        }
        catch (RpcException error) when (!cancellation.IsCancellationRequested && Unreachable.IsPassing(error))
        {
            // The feed finds out too, says so, and waits for the server.
            return null;
        }
    }

    private async Task<Activation> GetAsync(CancellationToken cancellation) =>
        await session.Activations.GetActivationAsync(
            new GetActivationRequest { Name = name, View = ActivationView.Full }, session.Call(cancellation));
}
