using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using Orchestrator.Tests.Simulation.Definitions;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>Reading what is under way in shards that were gained, what wakes, and what the shards ask for.</summary>
internal sealed partial class Process
{
    private static readonly TimeSpan Horizon = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SleeperPoll = TimeSpan.FromSeconds(15);
    private const int Page = 7;

    private readonly Queue<IReadOnlyList<ShardLease>> _lots = new();
    private bool _isRecovering;
    private bool _isPolling;

    /// <summary>One lot after the other.</summary>
    private void Gain(IReadOnlyList<ShardLease> leases)
    {
        LookAtLeases();
        if (leases.Count == 0)
            return;

        _doors = _doors.WithoutReady(leases.Select(static lease => lease.Shard));
        _lots.Enqueue(leases);
        RecoverNext();
    }

    private void RecoverNext()
    {
        if (_isRecovering || !_lots.TryDequeue(out var lot))
            return;

        _isRecovering = true;
        Ask(() => Task.FromResult(_world.Database.Rows.Activations.LastOrDefault().Key), greatestId =>
        {
            var gained = new GainedShards(_leases.StillOwned(lot));
            if (gained.Leases.Count > 0)
            {
                _world.Story?.Tell(
                    Name, $"owns shards {string.Join(' ', gained.Leases.Select(static lease => lease.Shard))}");
                _first.Enqueue(gained.Begin(greatestId));
                Work();
                Recover(gained, 0);
                return;
            }

            _isRecovering = false;
            RecoverNext();
        });
    }

    /// <summary>What is awake is loaded page by page, and goes on when all is there.</summary>
    private void Recover(GainedShards gained, long after)
    {
        var due = Now() + Horizon;
        Ask(() => _journal.FindAwakeAsync(due, withAlways: true, after, Page, default), page => ReadPage(gained, page));
    }

    private void ReadPage(GainedShards gained, IReadOnlyList<long> page)
    {
        if (page.Count == 0)
        {
            End(gained);
            return;
        }

        var own = gained.Among(page);
        if (own.Length == 0)
        {
            Recover(gained, page[^1]);
            return;
        }

        Ask(() => _journal.ReadAsync(own, 0, default), histories =>
        {
            foreach (var history in histories)
                TakeIn(gained.BringIn(LoadedFrom(history)));
            Recover(gained, page[^1]);
        });
    }

    private void End(GainedShards gained)
    {
        TakeIn(gained.End());
        _doors = _doors.WithReady(_leases.StillOwned(gained.Leases).Select(static lease => lease.Shard));
        _isRecovering = false;
        RecoverNext();
        CatchUp();
        if (_isPolling)
            return;

        _isPolling = true;
        Later(SleeperPoll, Poll);
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

    private void Load(ShardOutput.Load wanted) =>
        Ask(() => _journal.ReadAsync([wanted.Activation], 0, default), found =>
    {
        var loaded = found.Count == 0 ? new ShardInput.Loaded(wanted.Activation, null, []) : LoadedFrom(found[0]);
        TakeIn(loaded with { Token = wanted.Token });
    });

    private ShardInput.Loaded LoadedFrom(ActivationHistory history)
    {
        var accepted = (ActivationAccepted)history.Transitions[0].Events[0];
        return new(history.Activation, _bug.Plan(Book.Find(accepted.Workflow)), _bug.History(history.Transitions))
        {
            Wake = history.Wake,
        };
    }
}
