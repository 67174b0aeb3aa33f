using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>
/// What outlives every process: the journal that passes the same conformance suite as SQLite and PostgreSQL, and the
/// lease on the shards.
/// </summary>
internal sealed class Database(World world)
{
    private DateTimeOffset _awayUntil;

    public MemoryDatabase Rows { get; } = new();

    public Lease Lease { get; } = new();

    public bool IsAway => world.Agenda.Now < _awayUntil;

    public void GoAway(TimeSpan time)
    {
        world.Story?.Tell("database", $"cannot be reached for {time.TotalSeconds:0.0} s");
        _awayUntil = world.Agenda.Now + time;
    }

    public void ComeBack() => _awayUntil = world.Agenda.Now;

    /// <summary>One transaction. Nothing in it, and no result, where the process does not own the shards any more.</summary>
    public IReadOnlyList<WriteResult> Write(
        Process from, InMemoryJournal journal, IReadOnlyList<ShardOutput.Write> batch)
    {
        var writes = world.Bug.Batch(batch);
        try
        {
            var fresh = writes.SelectMany(write => write.Transitions).Where(IsNew).ToArray();
            var results = Commit(from, journal, writes);
            foreach (var transition in fresh.Where(one => !IsNew(one)))
                world.Auditor.Written(from, transition.Activation, Rows.Activations[transition.Activation]);
            world.Story?.Tell("database", $"{from.Name}: {Describe(writes, results)}");
            return results;
        }
        catch (OwnershipLostException)
        {
            world.Story?.Tell("database", $"{from.Name} may not write any more: {batch.Count} writes refused");
            return [];
        }
        catch (InvalidOperationException hole)
        {
            world.Auditor.Fail("HistoriesHaveNoHoles", $"{from.Name} wrote what does not follow: {hole.Message}");
            return [];
        }
    }

    private IReadOnlyList<WriteResult> Commit(
        Process from, InMemoryJournal journal, IReadOnlyList<ShardOutput.Write> writes)
    {
        try
        {
            return journal.WriteAsync(writes, default).GetAwaiter().GetResult();
        }
        catch (OwnershipLostException) when (world.Bug.DropsTokenCheck)
        {
            world.Story?.Tell("database", $"does not look at the token of {from.Name}");
            return [.. writes.Select(write => new WriteResult(write.Number, Rows.Write(write)))];
        }
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
            $"{ActivationId.ToText(transition.Activation)} {transition.Sequence}: {string.Join(" ", transition.Events.Select(Describe))}"));

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
