using Microsoft.Extensions.Logging;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Cluster;
using Orchestrator.Engine.Journal;
using Orchestrator.Engine.Loop;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Recovery;
using Orchestrator.Engine.Telemetry;
using Orchestrator.Engine.Watching;

namespace Orchestrator.Engine;

/// <summary>
/// Runs the activations of one node: takes orders and commands, keeps everything durable in the journal before it acts
/// on it, calls adapters, and goes on after a restart where it was. Waits, and never decides: deciding is the core's.
/// </summary>
public sealed partial class ActivationEngine : IAsyncDisposable
{
    private static readonly TimeSpan Forever = Timeout.InfiniteTimeSpan;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    /// <summary>So many of those that completed last, of all versions, are looked at when the engine starts.</summary>
    private const int CompletedAtStart = 200;

    private readonly EngineOptions _options;
    private readonly IJournal _journal;
    private readonly PlanCache _plans;
    private readonly Sealer _sealer;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly JournalState _state;
    private readonly Tickets _tickets = new();
    private readonly Watchers _watchers = new();
    private readonly Inbox _inbox = new();
    private readonly WaitingRoom _commands;
    private readonly WaitingRoom _waits;
    private readonly WaitingRoom _watches;
    private readonly CancellationTokenSource _stop = new();
    private readonly JournalWriter _writer;
    private readonly Dispatch.AdapterDispatcher _dispatcher;
    private readonly HistoryReader _histories;
    private readonly Publisher _publisher;
    private readonly Dispatch.AdapterHolds? _holds;
    private readonly Dispatch.TeardownHoldings? _teardowns;
    private readonly DueTimes.Lookout? _lookout;
    private readonly AdapterRegistry _adapters;
    private readonly ClusterLink? _cluster;
    private readonly IClusterStore? _clusterStore;
    private ShardLoop? _loop;
    private Dispatch.EventCourier? _courier;
    private Awakening? _awakening;
    private Task _polling = Task.CompletedTask;
    private volatile string? _closed = "has not started yet";
    private int _lastShard;

    /// <param name="options">Bounds and paces.</param>
    /// <param name="journal">Stays the caller's, who disposes of it after the engine.</param>
    /// <param name="plans">Compiled workflow versions.</param>
    /// <param name="adapters">The configured instances.</param>
    /// <param name="sealer">Opens sensitive values for adapters, and seals theirs.</param>
    /// <param name="time">The clock that everything goes by.</param>
    /// <param name="log">Where to.</param>
    /// <param name="metrics">Null to measure nothing.</param>
    /// <param name="cluster">Null where this process owns everything.</param>
    /// <param name="decisions">What people decide about adapter instances; null where nobody does.</param>
    /// <param name="services">What services hold; null where nobody asks whether a resource is another one's.</param>
    /// <param name="dueTimes">Open orders with due times; null where nobody looks ahead.</param>
    public ActivationEngine(
        EngineOptions options,
        IJournal journal,
        PlanCache plans,
        AdapterRegistry adapters,
        Sealer sealer,
        TimeProvider time,
        ILogger<ActivationEngine> log,
        EngineMetrics? metrics = null,
        ClusterOptions? cluster = null,
        IAdapterDecisions? decisions = null,
        IServiceStore? services = null,
        IDueTimes? dueTimes = null)
    {
        (_options, _journal, _plans, _sealer, _time, _log) = (options, journal, plans, sealer, time, log);
        _commands = new WaitingRoom("commands", options.CommandsMax, time);
        _waits = new WaitingRoom("callers", options.WaitsMax, time);
        _watches = new WaitingRoom("watches", options.WatchesMax, time);
        _state = new JournalState(OnJournalAway, () => log.JournalBack());
        _writer = new JournalWriter(journal, _state, _inbox, options, metrics, time, log);
        _clusterStore = cluster?.Store;
        _cluster = cluster is null ? null : new ClusterLink(cluster, options, _inbox, _state, _watchers, time, log);
        _teardowns = services is null ? null : new Dispatch.TeardownHoldings(services, time);
        _dispatcher = new Dispatch.AdapterDispatcher(
            adapters, sealer, _inbox, metrics, time, log, _cluster?.Gate, _teardowns);
        _adapters = adapters;
        _holds = decisions is null ? null : new Dispatch.AdapterHolds(decisions, adapters, time, log);
        _histories = new HistoryReader(journal, plans, log);
        _publisher = new Publisher(_watchers, CompletionTimes, metrics, log, _cluster?.Watches, _teardowns);
        _lookout = dueTimes is null
            ? null
            : new DueTimes.Lookout(dueTimes, CompletionTimes, IsHere, _inbox, options, time, log);
        Join();
        metrics?.Observe(() => Statistics, () => IsJournalAvailable);
        metrics?.Observe(() => adapters.Figures);
    }

    /// <summary>
    /// False while the journal cannot be reached; calls are refused then, and what is under way is kept.
    /// </summary>
    public bool IsJournalAvailable => _state.IsAvailable;

    /// <summary>What is to be expected of activations under way.</summary>
    public CompletionTimes CompletionTimes { get; } = new();

    /// <summary>Completes when another process has taken the shards over: this one has stopped, and must end.</summary>
    public Task<Exception> OwnershipLost => _state.OwnershipLost;

    public EngineStatistics Statistics
    {
        get
        {
            var (waiting, oldest) = _dispatcher.Waiting;
            return new EngineStatistics(
                _loop?.InMemory ?? 0,
                _tickets.StartsWaiting,
                _inbox.Count,
                _writer.Waiting,
                _dispatcher.InFlight,
                waiting,
                oldest,
                _watchers.Count)
            {
                CommandsWaiting = _commands.Count,
                OldestCommand = _commands.Oldest,
                OldestWrite = _writer.Oldest,
                WaitsForEnd = _waits.Count,
                EventsOnTheirWay = _courier?.Waiting ?? 0,
                SleepersKeptOut = _awakening?.KeptOut ?? TimeSpan.Zero,
            };
        }
    }

    /// <summary>
    /// Takes the shards over, reads what is under way, and goes on with it. When it returns, all of it is in memory.
    /// </summary>
    /// <exception cref="ShardsOwnedException">Another process owns them.</exception>
    /// <exception cref="JournalUnavailableException">The database cannot be reached.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var begun = _time.GetTimestamp();
        if (_holds is not null)
            await _holds.RefreshAsync(cancellation).ConfigureAwait(false);
        if (_teardowns is not null)
            await _teardowns.RefreshAsync(cancellation).ConfigureAwait(false);
        if (_cluster is null)
            await _journal.AcquireAsync(cancellation).ConfigureAwait(false);
        var lastIds = await _journal.ReadLastIdsAsync(cancellation).ConfigureAwait(false);
        var loader = new Loader(_histories, _state, _inbox, _options, _time, _stop.Token);
        var children = new Dispatch.ChildFinder(_plans, _sealer, _state, _inbox, _options, _time, _log, _stop.Token);
        var starts = _options.EventsStart
            ? new Triggers.EventStarts(
                _plans, (order, plan, stop) => StartActivationAsync(order, plan, behind: 0, TimeSpan.Zero, stop), _log)
            : null;
        _courier = new Dispatch.EventCourier(
            _journal, SendAnywhereAsync, starts, _state, _inbox, _options, _time, _log, _stop.Token);
        _loop = new ShardLoop(
            _inbox,
            new OwnedShards(lastIds, _options.TurnsMax, _options.Lanes, _options.Windows)
            {
                IsLeased = _cluster is not null,
            },
            _tickets,
            _writer,
            _dispatcher,
            children,
            new Dispatch.TeardownFinder(_state, _inbox, _options, _time, _log, _stop.Token),
            _courier,
            loader,
            _publisher,
            _time,
            _log,
            _cluster);
        var awakening = _awakening = new Awakening(
            _journal, _histories, _inbox, HasRoomForSleepers, _options, _time, _log);
        if (_cluster is null)
        {
            var count = await awakening.RecoverAsync(cancellation).ConfigureAwait(false);
            _log.Recovered(count, (long)_time.GetElapsedTime(begun).TotalMilliseconds);
        }
        else
        {
            await _cluster.StartAsync(
                new ShardRecovery(_clusterStore!, awakening, _inbox, _state, _options, _time, _log, _stop.Token),
                cancellation).ConfigureAwait(false);
        }

        _polling = Task.WhenAll(
            awakening.PollAsync(_stop.Token),
            LookBackAsync(_stop.Token),
            _holds?.KeepUpAsync(_stop.Token) ?? Task.CompletedTask,
            _teardowns?.KeepUpAsync(_stop.Token) ?? Task.CompletedTask,
            _lookout?.PollAsync(_stop.Token) ?? Task.CompletedTask);
        _ = EndWhenOwnershipIsLostAsync();
        _closed = null;
    }

    /// <summary>
    /// Takes no new work, lets adapter calls under way end, writes the last answers, and stops. What is not finished
    /// goes on in other nodes, each shard as soon as its calls have ended, or after the next start.
    /// </summary>
    /// <param name="patience">How long calls under way may take, in all.</param>
    public async Task DrainAsync(TimeSpan patience)
    {
        _closed ??= "is draining";
        using var enough = new CancellationTokenSource(patience, _time);
        await HandOverAsync(enough.Token).ConfigureAwait(false);
        await _dispatcher.StopAsync().WaitAsync(enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (IsJournalAvailable
            && !enough.IsCancellationRequested
            && !(_loop is null or { IsIdle: true } && _writer.IsIdle))
        {
            _inbox.Run();
            await _writer.WhenIdleAsync().WaitAsync(enough.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        }

        await DisposeAsync().ConfigureAwait(false);
        await LeaveAsync(patience).ConfigureAwait(false);
    }

    /// <summary>Stops at once, as a crash would: what is not durable is lost, which nobody was told of.</summary>
    public async ValueTask DisposeAsync()
    {
        var closed = _closed ??= "has stopped";
        _loop?.Stop();
        _writer.Stop();
        await _stop.CancelAsync().ConfigureAwait(false);
        var stopped = new EngineUnavailableException($"The engine {closed}. Try again soon, with the same request id.");
        _tickets.FailAll(stopped);
        _watchers.EndAll(stopped);
        await _polling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_cluster is not null)
            await _cluster.StopAsync().ConfigureAwait(false);
        _loop?.Dispose();
    }

    /// <summary>
    /// What completed before this start is as good a ground to expect something on as what completes after it.
    /// </summary>
    private async Task LookBackAsync(CancellationToken cancellation)
    {
        try
        {
            var last = new ActivationQuery(CompletedAtStart) { States = [ActivationState.Completed] };
            var ids = await _journal.ListAsync(last, cancellation).ConfigureAwait(false);
            foreach (var page in ids.Reverse().Chunk(_options.ReadPage))
            {
                foreach (var state in await FoldAsync(page, long.MaxValue, cancellation).ConfigureAwait(false))
                {
                    if (state is { StartTime: { } start, EndTime: { } end })
                        CompletionTimes.Add(state.Plan.Id, end - start);
                }
            }
        }
        catch (Exception failure)
            when (failure is JournalUnavailableException or EngineUnavailableException or OperationCanceledException)
        {
            // Then it is expected from what completes from now on.
        }
    }

    private void OnJournalAway(Exception why)
    {
        _log.JournalAway(why);
        _tickets.FailAll(Unavailable(why));
    }

    private async Task EndWhenOwnershipIsLostAsync()
    {
        var why = await _state.OwnershipLost.WaitAsync(_stop.Token).ConfigureAwait(false);
        _log.OwnershipLost(why);
        _closed ??= "was taken over by another process";
        await DisposeAsync().ConfigureAwait(false);
    }

    private static EngineUnavailableException Unavailable(Exception why) =>
        new("The database cannot be reached. Try again soon, with the same request id.", why);
}
