using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>
/// Keeping leases, by rounds, as docs/leases.md has it: what is decided is decided by the real class.
/// </summary>
internal sealed partial class Process
{
    private static readonly TimeSpan HandOverPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly HashSet<int> _handedOver = [];
    private NodeLeases _leases;
    private ShardDoors _doors = ShardDoors.Shut;
    private TimeSpan _nextRound = LeaseTable.Terms.RenewalInterval;
    private long _former;
    private int _rounds;
    private bool _isInRound;
    private bool _isHurried;
    private bool _hasOthers;
    private bool _sharesLanes;

    /// <summary>Its number in the table; 0 while it has none.</summary>
    public long Number { get; private set; }

    private LeaseTable Leases => _world.Database.Leases;

    public void Begin()
    {
        _world.Story?.Tell(Name, "begins");
        _isInRound = true;
        Try(() => Leases.Join(_machine), Join, () => Crash("it could not join"));
    }

    /// <summary>The program is told to end: everything is handed over, then it leaves.</summary>
    public void Stop()
    {
        if (_isStopping || Number == 0)
            return;

        _world.Story?.Tell(Name, "is told to stop");
        _isStopping = true;
        _leases.Drain();
        Hurry();
        AwaitDrained(TimeSpan.Zero);
    }

    private void AwaitDrained(TimeSpan waited)
    {
        if (_leases.Count > 0 && waited < HandOverPatience)
        {
            Later(Pace, () => AwaitDrained(waited + Pace));
            return;
        }

        _isStopped = true;
        Try(Leave, _ => Crash("it was told to"), () => Crash("it was told to"));
    }

    private bool Leave()
    {
        Leases.Leave(_machine, Number);
        _world.Tell(new ClusterWord.Leases());
        return true;
    }

    private void Join((long Number, long Former) joined)
    {
        (Number, _former) = joined;
        _leases = new NodeLeases(Number, LeaseTable.Terms);
        _world.Tell(new ClusterWord.Leases());
        var sentAt = _machine.Uptime;
        Try(
            () => Leases.Renew(_machine, Number, _former, isDraining: false),
            view => TakeFirst(view, sentAt),
            () => Crash("it could not begin"));
    }

    /// <summary>A node that finds everything free keeps lanes in memory, for there is nobody to ask.</summary>
    private void TakeFirst(LeaseView? view, TimeSpan sentAt)
    {
        if (view is null)
        {
            Crash("another process is this node");
            return;
        }

        _hasOthers = view.Nodes.Count > 1;
        var plan = Read(view, sentAt);
        Acquire(plan.Acquire, got =>
        {
            IReadOnlyList<ShardLease> gained = [.. plan.Gained, .. got];
            if (!_hasOthers && got.Count == ActivationId.Shards)
                Try(
                    () => _world.Database.Lanes.TryForget(Number),
                    isAlone => BeginWith(gained, isAlone),
                    () => Crash("it could not begin"));
            else
                BeginWith(gained, isAlone: false);
        },
        () => Crash("it could not begin"));
    }

    private void BeginWith(IReadOnlyList<ShardLease> gained, bool isAlone)
    {
        if (!isAlone)
            ShareLanes();
        Gain(gained);
        EndRound();
    }

    public void Hurry()
    {
        if (_isInRound)
            _isHurried = true;
        else
            Round();
    }

    private void Round()
    {
        _isInRound = true;
        var released = _leases.BeginRelease(_handedOver, _machine.Uptime);
        _handedOver.Clear();
        LookAtLeases();
        if (released.Count == 0)
            Renew();
        else
            Try(() => Release(released), _ => EndRelease(released), EndRound);
    }

    private bool Release(IReadOnlyList<int> shards)
    {
        foreach (var shard in Leases.Release(Number, shards))
            _world.Auditor.Released(this, shard);
        _world.Tell(new ClusterWord.Leases());
        return true;
    }

    private void EndRelease(IReadOnlyList<int> shards)
    {
        _leases.EndRelease(shards, _machine.Uptime);
        Renew();
    }

    private void Renew()
    {
        var sentAt = _machine.Uptime;
        Try(() => Leases.Renew(_machine, Number, _former, _leases.IsDraining), view => Take(view, sentAt), EndRound);
    }

    private void Take(LeaseView? view, TimeSpan sentAt)
    {
        if (view is null)
        {
            Crash("another process is this node");
            return;
        }

        if (view.Nodes.Any(node => node.Node == Number && node.IsDraining))
            _leases.Drain();
        var plan = Read(view, sentAt);
        _hasOthers = view.Nodes.Count > 1;
        var interval = LeaseTable.Terms.RenewalInterval;
        _nextRound = view.NextExpiry is { } soon && soon < interval ? soon : interval;
        Lose(plan.Lost);
        if (_hasOthers || plan.Lost.Count > 0)
            ShareLanes();
        Gain(plan.Gained);
        Acquire(plan.Acquire, got =>
        {
            Gain(got);
            if (plan.HandOver.Count > 0)
                HandOver([.. plan.HandOver], TimeSpan.Zero);
            Work();
            CatchUp();
            EndRound();
        },
        EndRound);
    }

    private LeasePlan Read(LeaseView view, TimeSpan sentAt)
    {
        int[] busy = [.. Enumerable.Range(0, ActivationId.Shards).Where(shard => _calls[shard] > 0)];
        var plan = _leases.Read(view, sentAt, busy);
        LookAtLeases();
        return plan;
    }

    private void Acquire(IReadOnlyList<int> shards, Action<IReadOnlyList<ShardLease>> acquired, Action failed)
    {
        if (shards.Count == 0)
        {
            acquired([]);
            return;
        }

        var sentAt = _machine.Uptime;
        Try(() => Leases.Acquire(Number, _former, shards), got => acquired(_leases.Acquired(got, sentAt)), failed);
    }

    private void EndRound()
    {
        _isInRound = false;
        if (_isHurried)
        {
            _isHurried = false;
            Round();
            return;
        }

        var number = ++_rounds;
        Later(_nextRound, () =>
        {
            if (number == _rounds && !_isInRound)
                Round();
        });
    }

    /// <summary>Writes found other tokens.</summary>
    private void Refused(IReadOnlyList<int> shards)
    {
        foreach (var shard in shards)
            _leases.Refused(shard);
        LookAtLeases();
        Lose(shards);
        Hurry();
    }

    private void LookAtLeases() => _doors = _doors.With(_leases);

    private void Lose(IReadOnlyList<int> shards)
    {
        if (shards.Count == 0)
            return;

        _world.Story?.Tell(Name, $"has lost shards {string.Join(' ', shards)}");
        _doors = _doors.WithoutReady(shards);
        _first.Enqueue(new ShardInput.Lost(shards));
    }

    private void ShareLanes()
    {
        if (_sharesLanes)
            return;

        _sharesLanes = true;
        _first.Enqueue(new ShardInput.LanesShared());
    }

    /// <summary>Each as soon as its calls have ended, and not before it was read.</summary>
    private void HandOver(HashSet<int> shards, TimeSpan waited)
    {
        shards.RemoveWhere(shard => !_doors.IsLeaving(shard));
        var quiet = shards.Where(shard => _doors.IsReady(shard)
            && (_bug.HandsOverAtOnce || waited >= HandOverPatience || _calls[shard] == 0)).ToArray();
        shards.ExceptWith(quiet);
        if (quiet.Length > 0)
        {
            _world.Story?.Tell(Name, $"hands shards {string.Join(' ', quiet)} over");
            TakeIn(new ShardInput.HandOver(quiet));
        }

        if (shards.Count > 0)
            Later(Pace, () => HandOver(shards, waited + Pace));
    }

    private void GiveBack(int shard)
    {
        _handedOver.Add(shard);
        Hurry();
    }
}
