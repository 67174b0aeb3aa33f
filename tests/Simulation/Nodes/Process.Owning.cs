using Orchestrator.Core.Shards;
using Orchestrator.Tests.Simulation.Definitions;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>Owning the shards, reading what is under way, and letting go of them.</summary>
internal sealed partial class Process
{
    private static readonly TimeSpan Horizon = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SleeperPoll = TimeSpan.FromSeconds(15);
    private const int Page = 7;

    /// <summary>Until when it may act, by the machine's uptime: counted from before the lease was asked for.</summary>
    private DateTimeOffset _leasedUntil;

    private Lease Lease => _world.Database.Lease;

    public bool MayAct() => _bug.ActsAfterLease || _machine.Uptime < _leasedUntil;

    public void Begin()
    {
        _world.Story?.Tell(Name, "begins");
        TryToOwn();
    }

    /// <summary>Calls under way may end, no new ones are made; then the shards are given up.</summary>
    public void Drain()
    {
        if (_isDraining || !_isServing)
            return;

        _world.Story?.Tell(Name, "drains");
        _isDraining = true;
        Later(_dice.Seconds(0.1, 8), GiveUp);
    }

    private void GiveUp()
    {
        if (!IsDatabaseAway)
            Lease.GiveUp(this);
        Crash("drained");
    }

    private void TryToOwn() => Later(_dice.Milliseconds(1, 200), () =>
    {
        var asked = _machine.Uptime;
        if (IsDatabaseAway || !Lease.TryTake(this, _world.Agenda.Now))
        {
            Later(TimeSpan.FromSeconds(1), TryToOwn);
            return;
        }

        _journal.AcquireAsync(default).GetAwaiter().GetResult();
        _world.Auditor.Took(this);
        _leasedUntil = asked + Lease.Length;
        _world.Story?.Tell(Name, "owns the shards");
        Later(Lease.Renewal, Renew);
        Ask(() => _journal.ReadLastIdsAsync(default), ids =>
        {
            _shards = new OwnedShards(ids);
            Recover(0);
        });
    });

    private void Renew()
    {
        var asked = _machine.Uptime;
        Later(_dice.Milliseconds(1, 6), () =>
        {
            var isRenewed = !IsDatabaseAway && Lease.TryRenew(this, _world.Agenda.Now);
            if (!isRenewed && !IsDatabaseAway)
                Crash("another node owns the shards");
            else if (isRenewed)
                Later(_dice.Milliseconds(1, 6), () => _leasedUntil = asked + Lease.Length);
            Later(isRenewed ? Lease.Renewal : TimeSpan.FromSeconds(1), Renew);
        });
    }

    /// <summary>What is awake is loaded page by page, and goes on when all is there.</summary>
    private void Recover(long after)
    {
        var due = Now() + Horizon;
        Ask(() => _journal.FindAwakeAsync(due, withAlways: true, after, Page, default), page => ReadPage(page));
    }

    private void ReadPage(IReadOnlyList<long> page)
    {
        if (page.Count == 0)
        {
            TakeIn(new ShardInput.Recovered());
            _isServing = true;
            _world.Story?.Tell(Name, "has recovered what was under way");
            Later(SleeperPoll, Poll);
            return;
        }

        Ask(() => _journal.ReadAsync(page, 0, default), histories =>
        {
            foreach (var history in histories)
                TakeIn(LoadedFrom(history) with { MoreToCome = true });
            Recover(page[^1]);
        });
    }

    private void Poll()
    {
        Later(SleeperPoll, Poll);
        if (_bug.ForgetsSleepers)
            return;

        Ask(() => _journal.FindAwakeAsync(Now() + Horizon, withAlways: false, 0, 1000, default), found =>
        {
            foreach (var activation in found)
                TakeIn(new ShardInput.Awaken(activation));
        });
    }

    private void Load(long activation) => Ask(() => _journal.ReadAsync([activation], 0, default), found =>
        TakeIn(found.Count == 0 ? new ShardInput.Loaded(activation, null, []) : LoadedFrom(found[0])));

    private ShardInput.Loaded LoadedFrom(Engine.Ports.ActivationHistory history)
    {
        var accepted = (Core.Sagas.ActivationAccepted)history.Transitions[0].Events[0];
        return new(history.Activation, _bug.Plan(Book.Find(accepted.Workflow)), _bug.History(history.Transitions))
        {
            Wake = history.Wake,
        };
    }
}
