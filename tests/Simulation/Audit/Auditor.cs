using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.TestKit;
using Orchestrator.Tests.Simulation.Nodes;
using Orchestrator.Tests.Simulation.Outside;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>
/// Sees what anybody outside the engine can see: the journal's rows, the systems that steps change, and what clients
/// were told. Never the engine's memory.
/// </summary>
internal sealed class Auditor
{
    private readonly World _world;
    private readonly Checker[] _checkers;
    private readonly Dictionary<long, Chronicle> _chronicles = [];

    public Auditor(World world)
    {
        _world = world;
        _checkers =
        [
            new NothingAcknowledgedIsLost { World = world },
            new EffectsAreDoneOnce { World = world },
            new NothingActsBeforeItIsDurable { World = world },
            new UndoneInReverseAndWhole { World = world },
            new NothingIsUndonePastAHardPoint { World = world },
            new OneAtATimeInALane { World = world },
            new OnlyTheOwnerActs { World = world },
            new AHandOverAwaitsCalls { World = world },
            new EventsComeToAllOnce { World = world },
            new DueTimesStartOnce { World = world },
            new AParentKnowsItsChildren { World = world },
            new TerminatedHoldsNothing { World = world },
            new EverythingSettles { World = world },
            new ADeprovisionWins { World = world },
            new ReplayGivesTheStateThatWas { World = world },
            new RepairLeavesNoTrace { World = world },
            new RepairedIsAsClean { World = world },
            new NothingBreaks { World = world },
        ];
    }

    /// <summary>In the order in which they were accepted.</summary>
    public List<Chronicle> Chronicles { get; } = [];

    public bool IsAllFinished => Chronicles.TrueForAll(one => one.State.IsFinished);

    /// <summary>The only rule that counts; null for all.</summary>
    public string? OnlyRule { get; set; }

    public Chronicle? Find(long activation) => _chronicles.GetValueOrDefault(activation);

    public void Fail(string rule, string what)
    {
        if (OnlyRule is not null && rule != OnlyRule)
            return;

        _world.Story?.Tell("auditor", $"{rule}: {what}");
        throw new SimulationFailedException(rule, what);
    }

    public string Open() => string.Join(", ", Chronicles.Where(one => !one.State.IsFinished).Select(one =>
        $"{one.Name} is {one.State.State} ({one.State.StateReason})"));

    public void Released(Process process, int shard) =>
        Each((process, shard), static (checker, it) => checker.Released(it.process, it.shard));

    public void Fired(StoredTrigger trigger, DateTimeOffset due, long activation) =>
        Each((trigger, due, activation), static (checker, it) => checker.Fired(it.trigger, it.due, it.activation));

    /// <summary>Rows of an activation are durable now that were not before.</summary>
    public void Written(Process by, long id, MemoryDatabase.Activation rows)
    {
        Each((by, id), static (checker, it) => checker.WrittenBy(it.by, it.id));
        if (_chronicles.TryGetValue(id, out var it) && it.RowsSeen == rows.Rows.Count)
            return;

        for (var index = it?.RowsSeen ?? 0; index < rows.Rows.Count; index++)
        {
            var row = rows.Rows[index];
            var events = EventJson.Read(row.Events);
            it ??= Begin(id, events);
            foreach (var happened in events)
                TakeIn(it, happened, row.Time);
            it.RowsSeen++;
            if (it.State.Sequence != row.Sequence)
                Fail(nameof(ReplayGivesTheStateThatWas), $"{it.Name}: row {row.Sequence} folds to {it.State.Sequence}");
        }

        foreach (var checker in _checkers)
            checker.Folded(it!, rows);
    }

    public void Sent(Trip trip) => Each(trip, static (checker, trip) => checker.Sent(trip));

    /// <summary>Whoever asks only where there is something to read knows what it asks for.</summary>
    public void Asked(Trip trip)
    {
        if (!trip.Operation.CanRead)
            Fail(nameof(EffectsAreDoneOnce), $"{trip} cannot be read back, and is asked about");
    }

    public void Arrived(Trip trip, IReadOnlyList<Trip> inLanes) =>
        Each((trip, inLanes), static (checker, it) => checker.Arrived(it.trip, it.inLanes));

    public void Applied(Trip trip, Thing thing) =>
        Each((trip, thing), static (checker, it) => checker.Applied(it.trip, it.thing));

    public void Acknowledged(ActivationOrder order, long activation) =>
        Each((order, activation), static (checker, it) => checker.Acknowledged(it.order, it.activation));

    public void CarriedOut(long activation, Who who) =>
        Each((activation, who), static (checker, it) => checker.CarriedOut(it.activation, it.who));

    public void Told(SagaState state) => Each(state, static (checker, state) => checker.Told(state));

    public void End() => Each(0, static (checker, _) => checker.End());

    private Chronicle Begin(long id, IReadOnlyList<SagaEvent> events)
    {
        if (events[0] is not ActivationAccepted accepted)
            throw new SimulationFailedException(
                nameof(NothingBreaks), $"{ActivationId.ToText(id)} begins with {events[0].Type}");

        var it = new Chronicle(id, accepted);
        _chronicles.Add(id, it);
        Chronicles.Add(it);
        return it;
    }

    private void TakeIn(Chronicle it, SagaEvent happened, DateTimeOffset time)
    {
        foreach (var checker in _checkers)
            checker.Durable(it, happened);
        Note(it, happened);
        it.State.Apply(happened, time);
    }

    private static void Note(Chronicle it, SagaEvent happened)
    {
        switch (happened)
        {
            case StepSucceeded done:
                var facts = it.Facts(done.Step);
                it.Done.Add(
                    new(done.Step, ++it.Completions, facts is null || facts.Undo is not null, facts?.Point == "hard"));
                break;
            case CompensationSucceeded undone:
                it.Done.RemoveAll(one => one.Step == undone.Step);
                break;
            case StepSkipped skipped:
                it.Done.RemoveAll(one => one.Step == skipped.Step);
                break;
        }
    }

    private void Each<T>(T what, Action<Checker, T> tell)
    {
        foreach (var checker in _checkers)
            tell(checker, what);
    }
}
