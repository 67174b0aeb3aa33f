using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Cluster;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Telemetry;

namespace Orchestrator.Engine;

/// <summary>What is asked here of activations that other nodes own.</summary>
public sealed partial class ActivationEngine
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// How long a call may be on its way from owner to owner; longer than it takes to take a shard over.
    /// </summary>
    private static readonly TimeSpan MovingMax = TimeSpan.FromSeconds(30);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<long, bool> _awaitedElsewhere = new();

    /// <summary>
    /// Called when another node has published or retired a version of a definition; with null where it is not known of
    /// which.
    /// </summary>
    public Action<string?> WorkflowChanged { get; set; } = static _ => { };

    /// <summary>Called when a node has published a version of a product, or may have.</summary>
    public Action ProductsChanged { get; set; } = static () => { };

    /// <summary>Tells the other nodes that a version of a definition was published or retired.</summary>
    public Task TellWorkflowChangedAsync(string definition, CancellationToken cancellation) =>
        TellAsync(new ClusterWord.Workflow(definition), cancellation);

    /// <summary>Tells the other nodes that a version of a product was published.</summary>
    public Task TellProductsChangedAsync(CancellationToken cancellation) =>
        TellAsync(new ClusterWord.Products(), cancellation);

    private async Task TellAsync(ClusterWord word, CancellationToken cancellation)
    {
        try
        {
            if (_clusterStore is not null && _closed is null)
                await _clusterStore.TellAsync(word, cancellation).ConfigureAwait(false);
        }
        catch (JournalUnavailableException away)
        {
            // They look anew at what there is when the database is back.
            _state.Failed(away);
        }
    }

    private void Join()
    {
        if (_cluster is null)
            return;

        _writer.ShardsRefused = _cluster.Keeper.Refused;
        _watchers.Opened = _cluster.Watches.Opened;
        _cluster.Keeper.Leaving = _dispatcher.LeaveShards;
        _cluster.Keeper.Figures = () => Figures;
        _cluster.Keeper.PersonDrains = Drain;
        _cluster.Commands.CarryOut = CarryOutAsync;
        _cluster.Commands.Start = CarryOutAsync;
        _cluster.Commands.FindDelays = _dispatcher.DelaysOf;
        _cluster.AdaptersChanged = () => _ = _holds?.TryAsync(_stop.Token);
        _cluster.ProductsChanged = () => ProductsChanged();
        _cluster.WorkflowChanged = definition => WorkflowChanged(definition);
        _cluster.Claim = claim => _ = ClaimAsync(claim);
        _cluster.AwaitEnd = activation => _ = SayWhenEndedAsync(activation);
    }

    private bool IsHere(long activation) => _cluster is null || _cluster.Gate[activation] == Passage.Open;

    /// <summary>Where the next start goes; null while this node has no shard that it has read.</summary>
    private int? ShardForStart() => _cluster is null
        ? Interlocked.Increment(ref _lastShard) & (ActivationId.Shards - 1)
        : _cluster.Gate.Next(Interlocked.Increment(ref _lastShard));

    /// <summary>
    /// Where it has moved while it was asked, it is asked where it is now; what found no shard here waits for one.
    /// </summary>
    private async Task<ReplyContent> UntilSettledAsync(Func<Task<ReplyContent>> ask, CancellationToken cancellation)
    {
        var since = _time.GetTimestamp();
        while (true)
        {
            var reply = await ask().ConfigureAwait(false);
            if (reply is not ReplyContent.Elsewhere)
                return reply;
            if (_time.GetElapsedTime(since) > MovingMax)
                throw new EngineUnavailableException(
                    "The shard that it belongs to is on its way to a node. Try again soon, with the same request id.");

            await Task.Delay(AskAgain, _time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<ReplyContent> SendElsewhereAsync(
        long activation, SagaCommand command, CancellationToken cancellation)
    {
        if (await ReadHistoryAsync(activation, cancellation).ConfigureAwait(false) is not { Count: > 0 })
            return new ReplyContent.NotFound();

        return await AskElsewhereAsync(activation, CommandJson.Write(command), cancellation).ConfigureAwait(false);
    }

    private async Task<ReplyContent> AskElsewhereAsync(long activation, string content, CancellationToken cancellation)
    {
        using var enough = new CancellationTokenSource(MovingMax, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, enough.Token, _stop.Token);
        try
        {
            var reply = await _cluster!.Commands.SendAsync(activation, content, either.Token).ConfigureAwait(false);
            return await ReadReplyAsync(reply, cancellation).ConfigureAwait(false);
        }
        catch (JournalUnavailableException away)
        {
            throw Unavailable(away);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new EngineUnavailableException(
                "The node that owns the activation did not answer. Try again soon, with the same request id.");
        }
    }

    private async Task<ReplyContent> ReadReplyAsync(RemoteReply reply, CancellationToken cancellation)
    {
        if (reply.Refused is { } refused)
            return new ReplyContent.Refused(refused);
        if (reply.IsRepeated)
            return new ReplyContent.Repeated(reply.Activation, reply.Sequence);
        if (reply.IsChanged)
            return new ReplyContent.ServiceChanged(reply.Activation);
        if (reply.IsBusy)
            return new ReplyContent.ServiceBusy(reply.Activation) { IsToBeAsked = reply.IsToBeAsked };

        var state = reply.Activation == 0
            ? null
            : await ReadAsync(reply.Activation, reply.Sequence ?? long.MaxValue, cancellation).ConfigureAwait(false);
        return state is null ? new ReplyContent.NotFound() : new ReplyContent.Accepted(state);
    }

    /// <summary>Follows the journal until the end, or as long as is waited.</summary>
    private async Task<ReplyContent> FollowAsync(long activation, TimeSpan wait, CancellationToken cancellation)
    {
        using var enough = new CancellationTokenSource(
            wait < LongestWait && wait != Forever ? wait : LongestWait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, enough.Token);
        try
        {
            await foreach (var _ in FollowTransitionsAsync(
                activation, long.MaxValue, either.Token).ConfigureAwait(false))
            {
                // What happens is not asked for.
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // It is answered with the state that it has now.
        }

        var state = await ReadAsync(activation, long.MaxValue, cancellation).ConfigureAwait(false);
        return state is null ? new ReplyContent.NotFound() : new ReplyContent.Accepted(state);
    }

    private Task<ReplyContent> CarryOutAsync(long activation, SagaCommand command)
    {
        Admit();
        return SendHereAsync(activation, command, _stop.Token);
    }

    private async Task SayWhenEndedAsync(long activation)
    {
        if (!_awaitedElsewhere.TryAdd(activation, true))
            return;

        try
        {
            var reply = await FollowAsync(activation, Forever, _stop.Token).ConfigureAwait(false);
            _awaitedElsewhere.TryRemove(activation, out _);
            if (reply is ReplyContent.Accepted ended)
                _inbox.Post(new ShardInput.EndedElsewhere(ended.State));
        }
        catch (EngineUnavailableException) when (!_stop.IsCancellationRequested)
        {
            _awaitedElsewhere.TryRemove(activation, out _);
            await Task.Delay(MovingMax / 30, _time, CancellationToken.None).ConfigureAwait(false);
            _ = SayWhenEndedAsync(activation);
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or EngineUnavailableException)
        {
            // Whoever owns the shards then waits for it.
        }
    }

    /// <summary>
    /// While the database is away, nothing can be handed over: then the others wait until the leases run out.
    /// </summary>
    private async Task HandOverAsync(CancellationToken enough)
    {
        if (_cluster is null || _loop is null)
            return;

        var drained = _cluster.Keeper.DrainAsync();
        while (!drained.IsCompleted
            && IsJournalAvailable
            && !enough.IsCancellationRequested
            && !_stop.IsCancellationRequested)
            await drained.WaitAsync(AskAgain, _time, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The others need not wait until the leases run out. Where it cannot be said, they do.</summary>
    private async Task LeaveAsync(TimeSpan patience)
    {
        if (_clusterStore is null)
            return;

        try
        {
            using var enough = new CancellationTokenSource(patience, _time);
            await _clusterStore.LeaveAsync(enough.Token).ConfigureAwait(false);
        }
        catch (Exception late) when (late is JournalUnavailableException or OperationCanceledException)
        {
            _log.RoundFailed(late);
        }
    }
}
