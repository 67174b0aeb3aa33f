using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using Orchestrator.TestKit;
using Orchestrator.Tests.Simulation.Clients;
using Orchestrator.Tests.Simulation.Planted;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>
/// One run of the program on a machine: the real shards, and around them what the engine's shell does, one thing at a
/// time. It may end between any two things that the shards want done.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The journal in memory has nothing to dispose of.")]
internal sealed partial class Process
{
    private readonly World _world;
    private readonly Machine _machine;
    private readonly Dice _dice;
    private readonly PlantedBug _bug;
    private readonly InMemoryJournal _journal;
    private readonly Dictionary<long, Request> _tickets = [];
    private OwnedShards? _shards;
    private DateTimeOffset _now;
    private DateTimeOffset? _alarm;
    private long _lastTicket;
    private bool _isServing;
    private bool _isDraining;

    public Process(World world, Machine machine, Dice dice, int number)
    {
        (_world, _machine, _dice, _bug) = (world, machine, dice, world.Bug);
        _journal = new InMemoryJournal(world.Database.Rows);
        Name = string.Create(CultureInfo.InvariantCulture, $"{machine.Name}.{number}");
    }

    public string Name { get; }

    public bool IsAlive { get; private set; } = true;

    private Faults Faults => _world.Faults;

    /// <summary>Something happens in this process, unless it has ended by then; late, where the machine stands still.
    /// </summary>
    public void Later(TimeSpan delay, Action happens) => _world.Agenda.In(delay, () =>
    {
        if (!IsAlive)
            return;
        if (_machine.IsPaused)
            Later(_machine.PauseLeft, happens);
        else
            happens();
    });

    /// <summary>The process is gone, with everything that it had not made durable.</summary>
    public void Crash(string why)
    {
        if (!IsAlive)
            return;

        _world.Story?.Tell(Name, $"dies: {why}");
        IsAlive = false;
        foreach (var request in _tickets.Values)
            request.Refuse();
        _machine.RebootAfter(_dice.Chance(0.3) ? _dice.Seconds(1, 25) : _dice.Milliseconds(60, 900));
    }

    public void Receive(Request request)
    {
        if (!_isServing || _isDraining || !MayAct())
        {
            request.Refuse();
            return;
        }

        var ticket = ++_lastTicket;
        _tickets.Add(ticket, request);
        TakeIn(request.ToInput(ticket, _dice.Below(Core.Sagas.ActivationId.Shards), _world.Database.Rows));
    }

    public void TakeIn(ShardInput input)
    {
        if (!IsAlive || _shards is null || _bug.Input(input) is not { } real)
            return;

        if (_machine.IsPaused)
        {
            Later(_machine.PauseLeft, () => TakeIn(input));
            return;
        }

        var outputs = new List<ShardOutput>();
        try
        {
            _shards.Handle(real, Now(), outputs);
        }
        catch (Exception broken) when (broken is not SimulationFailedException)
        {
            _world.Auditor.Fail("NothingBreaks", $"{Name} broke down over {input.GetType().Name}: {broken}");
        }

        foreach (var output in _bug.Outputs(outputs))
        {
            if (_dice.Chance(Faults.CrashBetweenOutputs))
                Crash($"before {output.GetType().Name}");
            if (!IsAlive)
                return;

            HandOn(output);
        }

        SetAlarm();
    }

    private void HandOn(ShardOutput output)
    {
        switch (output)
        {
            case ShardOutput.Write it: Write(it); break;
            case ShardOutput.Call it: Call(it.Id, it.What, isRead: false); break;
            case ShardOutput.Read it: Call(it.Id, it.What, isRead: true); break;
            case ShardOutput.Load it: Load(it.Activation); break;
            case ShardOutput.StartChild it: FindChild(it); break;
            case ShardOutput.Reply it: Answer(it); break;
        }
    }

    private void Call(CallId id, StepCall call, bool isRead)
    {
        if (!MayAct())
            Crash("its lease is over, so it may not call any more");
        else if (!_isDraining)
            _world.Send(new Outside.Trip(this, id, call, isRead));
        else if (!isRead)
            TakeInSoon(new ShardInput.CallAnswered(id, new CallAnswer.NotMade()));
    }

    private void FindChild(ShardOutput.StartChild wanted) => Later(_dice.Milliseconds(0, 5), () =>
        TakeIn(new ShardInput.ChildFound(wanted.Id, wanted.Order, Definitions.Book.Find(wanted.Workflow).Plan, null)));

    private void Answer(ShardOutput.Reply reply)
    {
        if (_tickets.Remove(reply.Ticket, out var request))
            request.Answer(reply.Content);
    }

    private void TakeInSoon(ShardInput input) => Later(TimeSpan.Zero, () => TakeIn(input));

    /// <summary>As the engine's loop has it: whole microseconds, never earlier than before.</summary>
    private DateTimeOffset Now()
    {
        var now = _machine.Clock;
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        return _now = now > _now ? now : _now;
    }

    private void SetAlarm()
    {
        if (_shards!.NextWake is not { } wake || _alarm <= wake)
            return;

        _alarm = wake;
        var wait = wake - Now();
        Later(wait < TimeSpan.FromHours(1) ? wait : TimeSpan.FromHours(1), () => Ring(wake));
    }

    private void Ring(DateTimeOffset alarm)
    {
        if (_alarm != alarm)
            return;

        _alarm = null;
        TakeIn(new ShardInput.Tick());
    }

    private bool IsDatabaseAway => _world.Database.IsAway || _machine.IsCutOff;

    /// <summary>Asks the database, again and again until it answers; meanwhile time passes.</summary>
    private void Ask<T>(Func<Task<T>> question, Action<T> answered) => Later(_dice.Milliseconds(1, 6), () =>
    {
        if (IsDatabaseAway)
        {
            Later(_dice.Milliseconds(50, 2000), () => Ask(question, answered));
            return;
        }

        var answer = question().GetAwaiter().GetResult();
        Later(_dice.Milliseconds(1, 6), () => answered(answer));
    });
}
