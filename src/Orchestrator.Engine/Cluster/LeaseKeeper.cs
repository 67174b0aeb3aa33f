using Microsoft.Extensions.Logging;
using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Journal;
using Orchestrator.Engine.Loop;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Telemetry;

namespace Orchestrator.Engine.Cluster;

/// <summary>
/// Keeps this node's leases: renews them, takes what is free, gives away what is too much. One round at a time, so that
/// what was asked for and what was read never get mixed up; see docs/leases.md.
/// </summary>
internal sealed partial class LeaseKeeper(
    ClusterOptions options, ShardGate gate, Inbox inbox, JournalState journal, TimeProvider time, ILogger log) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wanted = new(0, 1);
    private readonly HashSet<int> _handedOver = [];
    private readonly TaskCompletionSource _gained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NodeLeases _leases = new(1, options.Terms);
    private ShardRecovery? _recovery;
    private long _node;
    private TimeSpan _nextRound = options.Terms.RenewalInterval;
    private int _failures;
    private volatile bool _lanesShared;

    /// <summary>Completes when the first shards are there, and what was awake in them is in memory.</summary>
    public Task Gained => _gained.Task;

    /// <summary>Called when shards have come or gone.</summary>
    public Action Changed { get; set; } = static () => { };

    /// <summary>Called when shards are to be given away: calls of theirs that have not begun are put back.</summary>
    public Action Leaving { get; set; } = static () => { };

    /// <summary>What is told with each heartbeat.</summary>
    public Func<NodeFigures> Figures { get; set; } = static () => NodeFigures.None;

    /// <summary>Called after every round: whether a person drains this node.</summary>
    public Action<bool> PersonDrains { get; set; } = static _ => { };

    public bool HasOthers { get; private set; }

    /// <summary>Lanes are kept where all nodes see them, which stays so when the others have gone.</summary>
    public bool SharesLanes => _lanesShared;

    /// <summary>Becomes a node; what is owned from now on is read by <paramref name="recovery"/>.</summary>
    public async Task JoinAsync(ShardRecovery recovery, CancellationToken cancellation)
    {
        _recovery = recovery;
        _node = await options.Store.JoinAsync(options.Node, options.Terms, cancellation).ConfigureAwait(false);
        _leases = new NodeLeases(_node, options.Terms);
    }

    /// <summary>
    /// The first round: a node that finds everything free keeps lanes in memory, for there is nobody to ask.
    /// </summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        var (view, sentAt) = await ReadAsync(cancellation).ConfigureAwait(false);
        HasOthers = view.Nodes.Count > 1;
        LeasePlan plan;
        lock (_lock)
            plan = _leases.Read(view, sentAt);
        var got = await AcquireAsync(plan.Acquire, cancellation).ConfigureAwait(false);
        var isAlone = !HasOthers && got.Count == ActivationId.Shards
            && await options.Store.ForgetLanesAsync(cancellation).ConfigureAwait(false);
        if (!isAlone)
            ShareLanes();
        Gain([.. plan.Gained, .. got]);
    }

    /// <summary>Rounds, until it is stopped, or another process is this node.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await WaitAsync(stop).ConfigureAwait(false);
            try
            {
                await RoundAsync(stop).ConfigureAwait(false);
                _failures = 0;
                journal.Reached();
            }
            catch (OwnershipLostException replaced)
            {
                journal.LoseOwnership(replaced);
                return;
            }
            catch (Exception failure)
                when (failure is JournalUnavailableException or OperationCanceledException or TimeoutException)
            {
                // Trust ends by itself; the next round is soon.
                if (!stop.IsCancellationRequested)
                    NoteFailure(failure);
            }
            catch (Exception defect)
            {
                log.RoundFailed(defect);
            }
        }
    }

    /// <summary>Something has changed: a round is due now.</summary>
    public void Hurry()
    {
        lock (_wanted)
        {
            if (_wanted.CurrentCount == 0)
                _wanted.Release();
        }
    }

    /// <summary>Writes found other tokens.</summary>
    public void Refused(IReadOnlyList<int> shards)
    {
        lock (_lock)
        {
            foreach (var shard in shards)
                _leases.Refused(shard);
            Lose(shards);
            gate.Set(_leases);
        }

        Hurry();
    }

    public void Dispose() => _wanted.Dispose();

    private async Task WaitAsync(CancellationToken stop)
    {
        using var due = new CancellationTokenSource(_nextRound, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, due.Token);
        await _wanted.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// Once is a lost connection; twice is a database that is away, though nothing is being written that would find it
    /// out: callers are told instead of kept waiting.
    /// </summary>
    private void NoteFailure(Exception failure)
    {
        log.RoundFailed(failure);
        journal.Failed(failure);
        if (++_failures > 1 || !gate.IsTrusted)
            journal.Away();
        _nextRound = Again;
    }

    /// <summary>When to renew, or before: when somebody's lease runs out, who may be dead.</summary>
    private TimeSpan RoundAfter(LeaseView view) =>
        view.NextExpiry + Pace is { } soon && soon < options.Terms.RenewalInterval
        ? soon
        : options.Terms.RenewalInterval;

    private async Task RoundAsync(CancellationToken stop)
    {
        await ReleaseAsync(stop).ConfigureAwait(false);
        var (view, sentAt) = await ReadAsync(stop).ConfigureAwait(false);
        LeasePlan plan;
        lock (_lock)
        {
            plan = _leases.Read(view, sentAt, gate.Busy);
            HasOthers = view.Nodes.Count > 1;
            _nextRound = RoundAfter(view);
            Lose(plan.Lost);
            if (HasOthers || plan.Lost.Count > 0 || plan.HandOver.Count > 0)
                ShareLanes();
            gate.Set(_leases);
        }

        PersonDrains(view.Nodes.Any(node => node.Node == _node && node.IsDraining));
        Gain(plan.Gained);
        Gain(await AcquireAsync(plan.Acquire, stop).ConfigureAwait(false));
        if (plan.HandOver.Count > 0)
            _ = HandOverAsync(plan.HandOver, stop);
        inbox.Run();
        Changed();
        NoteDrained();
    }

    private async Task<(LeaseView View, TimeSpan SentAt)> ReadAsync(CancellationToken stop)
    {
        using var late = new CancellationTokenSource(options.Terms.RenewalInterval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        var sentAt = gate.Clock;
        return (await options.Store.RenewAsync(
            _leases.IsDraining, Figures(), either.Token).ConfigureAwait(false), sentAt);
    }

    private async Task<IReadOnlyList<ShardLease>> AcquireAsync(IReadOnlyList<int> shards, CancellationToken stop)
    {
        if (shards.Count == 0)
            return [];

        var sentAt = gate.Clock;
        var got = await options.Store.AcquireAsync(shards, stop).ConfigureAwait(false);
        lock (_lock)
            return _leases.Acquired(got, sentAt);
    }

    /// <summary>Before anything else that waits: it may be about activations that are another node's now.</summary>
    private void Lose(IReadOnlyList<int> shards)
    {
        if (shards.Count == 0)
            return;

        gate.NotReady(shards);
        inbox.PutFirst(new ShardInput.Lost(shards));
        log.ShardsLost(shards.Count);
    }

    private void ShareLanes()
    {
        if (_lanesShared)
            return;

        _lanesShared = true;
        inbox.PutFirst(new ShardInput.LanesShared());
    }

    private void Gain(IReadOnlyList<ShardLease> leases)
    {
        lock (_lock)
            gate.Set(_leases);
        if (leases.Count == 0)
            return;

        gate.NotReady(leases.Select(static lease => lease.Shard));
        _recovery!.Gain(leases, TryTakeIn, Finish);
    }

    /// <summary>Unless they have been lost meanwhile; nothing can come between the two.</summary>
    private GainedShards TryTakeIn(IReadOnlyList<ShardLease> leases, long greatestId)
    {
        lock (_lock)
        {
            var gained = new GainedShards(_leases.StillOwned(leases));
            if (gained.Leases.Count > 0)
                inbox.PutFirst(gained.Begin(greatestId));
            return gained;
        }
    }

    private void Finish(IReadOnlyList<ShardLease> leases, int activations)
    {
        lock (_lock)
            gate.Ready(_leases.StillOwned(leases).Select(static lease => lease.Shard));
        log.ShardsGained(leases.Count, activations);
        _gained.TrySetResult();
        Changed();
    }
}
