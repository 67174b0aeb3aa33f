using Microsoft.Extensions.Logging;
using Orchestrator.Core.Leases;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Journal;
using Orchestrator.Engine.Loop;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Telemetry;
using Orchestrator.Engine.Watching;

namespace Orchestrator.Engine.Cluster;

/// <summary>All that makes this engine one node of several, and whom each word of the others is for.</summary>
internal sealed class ClusterLink : IDisposable
{
    private readonly IClusterStore _store;
    private readonly Inbox _inbox;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    public ClusterLink(
        ClusterOptions options,
        EngineOptions engine,
        Inbox inbox,
        JournalState journal,
        Watchers watchers,
        TimeProvider time,
        ILogger log)
    {
        (_store, _inbox, _log) = (options.Store, inbox, log);
        Gate = new ShardGate(time);
        Keeper = new LeaseKeeper(options, Gate, inbox, journal, time, log) { Changed = () => _ = CatchUpAsync() };
        Lanes = new LaneClient(options.Store, Gate, inbox, engine, time, log);
        Commands = new CommandRelay(options.Store, Gate, log);
        Watches = new RemoteWatches(options.Store, Gate, watchers, time);
    }

    public ShardGate Gate { get; }

    public LeaseKeeper Keeper { get; }

    public LaneClient Lanes { get; }

    public CommandRelay Commands { get; }

    public RemoteWatches Watches { get; }

    /// <summary>Waits for the end of an activation that another node owns, and says EndedElsewhere.</summary>
    public Action<long> AwaitEnd { get; set; } = static _ => { };

    /// <summary>Brings a claim to an activation that another node owns.</summary>
    public Action<ShardOutput.ClaimElsewhere> Claim { get; set; } = static _ => { };

    /// <summary>
    /// A version of a definition was published or retired, here or elsewhere; null: it is not known of which.
    /// </summary>
    public Action<string?> WorkflowChanged { get; set; } = static _ => { };

    /// <summary>A person has held or released an adapter instance, here or elsewhere.</summary>
    public Action AdaptersChanged { get; set; } = static () => { };

    /// <summary>A version of a product was published, here or elsewhere.</summary>
    public Action ProductsChanged { get; set; } = static () => { };

    /// <summary>
    /// Joins, takes what is free, and goes on until it is stopped; completes when there is something to work on.
    /// </summary>
    public async Task StartAsync(ShardRecovery recovery, CancellationToken cancellation)
    {
        await Keeper.JoinAsync(recovery, cancellation).ConfigureAwait(false);
        await Keeper.BeginAsync(cancellation).ConfigureAwait(false);
        var stop = _stop.Token;
        _work = Task.WhenAll(
            Keeper.RunAsync(stop),
            Lanes.RunAsync(stop),
            Watches.TellAsync(stop),
            Watches.LookAsync(stop),
            _store.ListenAsync(Hear, stop));
        await Task.WhenAny(Keeper.Gained, _work).WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>From the loop, in order: what only a cluster needs.</summary>
    public void Take(ShardOutput output)
    {
        switch (output)
        {
            case ShardOutput.LaneWanted or ShardOutput.LaneLeft or ShardOutput.LanesUsed: Lanes.Say(output); break;
            case ShardOutput.HandedOver it: Keeper.HandedOver(it.Shard); break;
            case ShardOutput.AwaitEndElsewhere it: AwaitEnd(it.Activation); break;
            case ShardOutput.ClaimElsewhere it: Claim(it); break;
        }
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        Keeper.Dispose();
        Watches.Dispose();
        _stop.Dispose();
    }

    private void Hear(ClusterWord word)
    {
        switch (word)
        {
            case ClusterWord.Leases: Keeper.Hurry(); break;
            case ClusterWord.Command it when Gate[(long)it.Shard << 15] != Passage.Closed:
                _ = DoAsync(Commands.ServeAsync);
                break;
            case ClusterWord.Answer when Commands.Waiting > 0: _ = DoAsync(Commands.TakeAnswersAsync); break;
            case ClusterWord.Watch it: Watches.Hear(it); break;
            case ClusterWord.Happened it: Watches.Hear(it); break;
            case ClusterWord.Lane it when Gate[it.Activation] != Passage.Closed:
                _inbox.Post(new ShardInput.LaneGranted(it.Name, it.Activation, it.Step) { Turn = it.Turn });
                break;
            case ClusterWord.Workflow it: WorkflowChanged(it.Definition); break;
            case ClusterWord.Adapters: AdaptersChanged(); break;
            case ClusterWord.Products: ProductsChanged(); break;
            case ClusterWord.Missed:
                WorkflowChanged(null);
                AdaptersChanged();
                ProductsChanged();
                Keeper.Hurry();
                break;
        }
    }

    /// <summary>After every round: what words were to tell and may not have.</summary>
    private async Task CatchUpAsync()
    {
        if (Keeper.SharesLanes)
            await DoAsync(Lanes.LookUpAsync).ConfigureAwait(false);
        if (!Keeper.HasOthers && Commands.Waiting == 0)
            return;

        await DoAsync(Commands.ServeAsync).ConfigureAwait(false);
        if (Commands.Waiting > 0)
            await DoAsync(Commands.TakeAnswersAsync).ConfigureAwait(false);
    }

    private async Task DoAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception later) when (later is JournalUnavailableException or OperationCanceledException)
        {
            // Done again after the next round.
        }
        catch (Exception broken)
        {
            _log.OutputBroke(broken, nameof(ClusterWord));
        }
    }
}
