using Orchestrator.Core.Workflows.Triggers;
using Orchestrator.Engine.Ports;
using Orchestrator.Tests.Simulation.Audit;
using Orchestrator.Tests.Simulation.Clients;
using Orchestrator.Tests.Simulation.Definitions;
using Orchestrator.Tests.Simulation.Nodes;
using Orchestrator.Tests.Simulation.Outside;
using Orchestrator.Tests.Simulation.Planted;

namespace Orchestrator.Tests.Simulation;

/// <summary>
/// Everything there is: nodes, a database, the systems outside, clients, a person, an auditor, and one agenda. Some
/// minutes with faults, and then without, until everything has come to its end.
/// </summary>
internal sealed class World
{
    private const int HappeningsMax = 1_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromDays(4);

    private readonly Dice _dice;
    private readonly OrderSystem _orders;
    private readonly Clocks _clocks;
    private readonly Person _person;
    private readonly Customers _customers;
    private bool _isOver;

    public World(ulong seed, PlantedBug bug, bool tells)
    {
        (Seed, Bug) = (seed, bug);
        _dice = new Dice(seed);
        Story = tells ? new Story(Agenda.Now, () => Agenda.Now) : null;
        Faults = Faults.Of(_dice.Fork());
        Auditor = new Auditor(this);
        Database = new Database(this, _dice.Fork());
        Database.Lanes.Granted = change =>
            Tell(new ClusterWord.Lane(change.Lane, change.Activation, change.Step, change.Turn));
        Outside = new OutsideWorld(this, _dice.Fork());
        Machines =
            [.. Enumerable.Range(1, _dice.Of(1, 1, 2, 3)).Select(number => new Machine(this, number, _dice.Fork()))];
        _orders = new OrderSystem(this, _dice.Fork());
        _clocks = new Clocks(this, _dice.Fork());
        Triggers =
        [
            .. Enumerable.Range(0, _dice.Of(0, 1, 2, 3))
                .Select(_ => Book.TriggerOf(_dice.Below(Book.Triggered), Agenda.Now))
                .DistinctBy(static one => one.Trigger.Definition),
        ];
        _person = new Person(this, _dice.Fork());
        _customers = new Customers(this, _dice.Fork());
    }

    public ulong Seed { get; }

    public PlantedBug Bug { get; }

    public Agenda Agenda { get; } = new();

    public Story? Story { get; }

    public Faults Faults { get; private set; }

    /// <summary>Workflows that are published, and that something starts.</summary>
    public IReadOnlyList<PublishedTrigger> Triggers { get; }

    public Auditor Auditor { get; }

    public Database Database { get; }

    public OutsideWorld Outside { get; }

    public IReadOnlyList<Machine> Machines { get; }

    /// <summary>The faults are over.</summary>
    public bool IsCalm { get; private set; }

    public int Happenings { get; private set; }

    /// <exception cref="SimulationFailedException">A rule was broken.</exception>
    public void Run()
    {
        Begin();
        var end = Agenda.Now + Patience;
        while (!_isOver && Agenda.Step(end))
        {
            if (++Happenings > HappeningsMax)
                Auditor.Fail("EverythingSettles", $"It does not come to rest: {Auditor.Open()}");
        }

        if (!_isOver)
            Auditor.Fail("EverythingSettles", $"Long after the faults there is something open: {Auditor.Open()}");
        Auditor.End();
    }

    public IEnumerable<PublishedTrigger> StartedBy(string happened) => Triggers.Where(
        one => one.Trigger.Trigger.Kind == TriggerKind.Event && one.Trigger.Trigger.Value == happened);

    /// <summary>A word of the database to all nodes, which may get lost on its way to each.</summary>
    public void Tell(ClusterWord word)
    {
        foreach (var machine in Machines)
        {
            if (machine.Process is { } process && !_dice.Chance(Faults.WordLost))
                process.Later(_dice.Milliseconds(1, 5), () => process.Hear(word));
        }
    }

    public void Send(Trip trip)
    {
        Auditor.Sent(trip);
        Outside.Send(trip);
    }

    private void Begin()
    {
        foreach (var machine in Machines)
            Agenda.In(_dice.Chance(0.6) ? TimeSpan.Zero : _dice.Seconds(0, 120), machine.Boot);
        _orders.PlaceAll(_dice.Between(6, 16));
        _clocks.Begin();
        _customers.Begin();
        Again(TimeSpan.FromSeconds(30), Suffer);
        Again(TimeSpan.FromSeconds(20), LookAround);
        if (_dice.Chance(0.7))
            Again(_dice.Seconds(5, 40), Meddle);
        Agenda.In(_dice.Seconds(120, 360), CalmDown);
    }

    private void Again(TimeSpan every, Action happens) => Agenda.In(every, () =>
    {
        happens();
        Again(every, happens);
    });

    private void Suffer()
    {
        foreach (var machine in Machines)
            machine.Suffer();
        if (_dice.Chance(Faults.JournalAway))
            Database.GoAway(_dice.Seconds(0.5, 20));
        if (_dice.Chance(Faults.ClockSet))
            Database.Jump(_dice.Milliseconds(-300, 300));
    }

    private void Meddle()
    {
        if (!IsCalm)
            _person.Meddle();
    }

    private void CalmDown()
    {
        Story?.Tell("world", "from now on nothing goes wrong any more");
        IsCalm = true;
        Faults = Faults.None;
        Database.ComeBack();
        foreach (var machine in Machines)
            machine.Recover();
    }

    private void LookAround()
    {
        _person.LookAround();
        _isOver = IsCalm && _orders.Waiting + _clocks.Waiting + _customers.Waiting == 0 && Auditor.IsAllFinished;
    }
}
