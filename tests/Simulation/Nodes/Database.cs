using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>
/// What outlives every process: the journal that passes the same conformance suite as SQLite and PostgreSQL, and what
/// nodes share beside it. Its clock is its own: a little fast or slow, and it jumps by less than leases allow for.
/// </summary>
internal sealed class Database
{
    private readonly World _world;
    private readonly DateTimeOffset _begin;
    private readonly double _speed;
    private TimeSpan _jumped;
    private DateTimeOffset _awayUntil;

    public Database(World world, Dice dice)
    {
        (_world, _begin) = (world, world.Agenda.Now);
        _speed = world.Faults.Skew > TimeSpan.Zero ? 1 + ((dice.Below(61) - 30) / 1000.0) : 1;
        Leases = new LeaseTable(world);
        Lanes = new LaneRows(Leases);
    }

    public MemoryDatabase Rows { get; } = new();

    public LeaseTable Leases { get; }

    public LaneRows Lanes { get; }

    public CommandRows Commands { get; } = new();

    public bool IsAway => _world.Agenda.Now < _awayUntil;

    public TimeSpan Clock => ((_world.Agenda.Now - _begin) * _speed) + _jumped;

    public void GoAway(TimeSpan time)
    {
        _world.Story?.Tell("database", $"cannot be reached for {time.TotalSeconds:0.0} s");
        _awayUntil = _world.Agenda.Now + time;
    }

    public void ComeBack() => _awayUntil = _world.Agenda.Now;

    public void Jump(TimeSpan by)
    {
        _world.Story?.Tell("database", $"has its clock set by {by.TotalSeconds:0.000} s");
        _jumped += by;
    }

    /// <summary>
    /// One transaction. Nothing of it, and the shards in whose way it stood, where the process does not own all that it
    /// writes to.
    /// </summary>
    public (IReadOnlyList<WriteResult> Results, IReadOnlyList<int> Refused) Write(
        Process from, IReadOnlyList<ShardOutput.Write> batch)
    {
        var writes = _world.Bug.Batch(batch);
        var lost = _world.Bug.Checked(writes).SelectMany(static write => write.Under)
            .Where(lease => _world.Bug.WritesWithAnyToken
                ? Leases.OwnerOf(lease.Shard) != from.Number
                : Leases.TokenOf(lease.Shard) != lease.Token)
            .Select(static lease => lease.Shard).Distinct().ToArray();
        if (lost.Length > 0)
        {
            var what =
                $"{from.Name} may not write to shards {string.Join(' ', lost)} any more: {batch.Count} writes refused";
            _world.Story?.Tell("database", what);
            return ([], lost);
        }

        try
        {
            return (Commit(from, writes), []);
        }
        catch (InvalidOperationException hole)
        {
            _world.Auditor.Fail("HistoriesHaveNoHoles", $"{from.Name} wrote what does not follow: {hole.Message}");
            return ([], []);
        }
    }

    private WriteResult[] Commit(Process from, IReadOnlyList<ShardOutput.Write> writes)
    {
        foreach (var write in writes)
            Rows.Check(write);
        var fresh = writes.SelectMany(write => write.Transitions).Where(IsNew).ToArray();
        WriteResult[] results = [.. writes.Select(write => new WriteResult(write.Number, Rows.Write(write)))];
        foreach (var transition in fresh.Where(one => !IsNew(one)))
            _world.Auditor.Written(from, transition.Activation, Rows.Activations[transition.Activation]);
        _world.Story?.Tell("database", $"{from.Name}: {Describe(writes, results)}");
        return results;
    }

    private bool IsNew(Transition transition) =>
        !Rows.Activations.TryGetValue(transition.Activation, out var known)
        || known.Rows[^1].Sequence < transition.Sequence;

    private static string Describe(IReadOnlyList<ShardOutput.Write> writes, IReadOnlyList<WriteResult> results) =>
        string.Join("; ", writes.Zip(results, (write, result) => result.Refused is { } refused
            ? $"refused {Describe(write)} because of {ActivationId.ToText(refused.Because)}"
            : $"wrote {Describe(write)}"));

    private static string Describe(ShardOutput.Write write) =>
        string.Join(", ", write.Transitions.Select(transition =>
            $"{ActivationId.ToText(transition.Activation)} {transition.Sequence}: "
            + string.Join(" ", transition.Events.Select(Describe))));

    private static string Describe(SagaEvent happened) => happened switch
    {
        ActivationAccepted it => $"{it.Type}({it.Order.Customer}, {it.Workflow})",
        StepRequested it => $"{it.Type}({it.StepId}{(it.Waits ? ", waits" : "")})",
        StepStarted it => $"{it.Type}({it.Step})",
        StepSucceeded it => $"{it.Type}({it.Step})",
        StepFailed it => $"{it.Type}({it.Step}, {it.Error.Code}, {it.Then})",
        StepAttemptFailed it => $"{it.Type}({it.Step}, {it.Error.Code})",
        StepUnknown it => $"{it.Type}({it.Step})",
        StepSkipped it => $"{it.Type}({it.Step})",
        StepStaysUnknown it => $"{it.Type}({it.Step})",
        StepPutBack it => $"{it.Type}({it.Step})",
        FalloutRaised it => $"{it.Type}({it.Step}, {it.Error.Code})",
        FalloutResolved it => $"{it.Type}({it.Step}, {it.Decision})",
        CompensationRequested it => $"{it.Type}({it.Step}{(it.Waits ? ", waits" : "")})",
        CompensationSucceeded it => $"{it.Type}({it.Step})",
        CompensationFailed it => $"{it.Type}({it.Step})",
        RollbackStarted it => $"{it.Type}({it.Cause}{(it.BackToStep is null ? "" : $", back to {it.BackToStep}")})",
        SignalReceived it => $"{it.Type}({it.Signal})",
        SignalConsumed it => $"{it.Type}({it.Signal})",
        ChildStarted it => $"{it.Type}({it.Step}, {ActivationId.ToText(it.Activation)})",
        ChildEnded it => $"{it.Type}({it.Step}, {it.State})",
        _ => happened.Type,
    };
}
