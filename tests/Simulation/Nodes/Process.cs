using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.TestKit;
using Orchestrator.Tests.Simulation.Planted;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>
/// One run of the program on a machine: the real shards and the real leases, and around them what the engine's shell
/// does, one thing at a time. It may end between any two things that they want done.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The journal in memory has nothing to dispose of.")]
internal sealed partial class Process
{
    private readonly World _world;
    private readonly Machine _machine;
    private readonly Dice _dice;
    private readonly PlantedBug _bug;
    private readonly InMemoryJournal _journal;
    private readonly OwnedShards _shards = new(new Dictionary<int, long>()) { IsLeased = true };

    /// <summary>What has happened and is not taken in yet; the first before the others.</summary>
    private readonly Queue<ShardInput> _first = new();
    private readonly Queue<ShardInput> _inbox = new();
    private DateTimeOffset _now;
    private DateTimeOffset? _alarm;
    private bool _isWorking;
    private bool _isStopping;
    private bool _isStopped;

    public Process(World world, Machine machine, Dice dice, int number)
    {
        (_world, _machine, _dice, _bug) = (world, machine, dice, world.Bug);
        _journal = new InMemoryJournal(world.Database.Rows);
        _leases = new NodeLeases(1, LeaseTable.Terms);
        Name = string.Create(CultureInfo.InvariantCulture, $"{machine.Name}.{number}");
    }

    public string Name { get; }

    public bool IsAlive { get; private set; } = true;

    private Faults Faults => _world.Faults;

    private bool IsDatabaseAway => _world.Database.IsAway || _machine.IsCutOff;

    private bool IsTrusted => _bug.ActsAfterLease || _doors.IsTrusted(_machine.Uptime);

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
        foreach (var ticket in _tickets.Values)
            ticket(null);
        foreach (var asked in _asked.Values)
            asked(null);
        _machine.RebootAfter(_dice.Chance(0.3) ? _dice.Seconds(1, 25) : _dice.Milliseconds(60, 900));
    }

    public void TakeIn(ShardInput input)
    {
        _inbox.Enqueue(input);
        Work();
    }

    /// <summary>Works the inbox off, unless the machine stands still, or it is in doubt who owns the shards.</summary>
    private void Work()
    {
        if (_isWorking || _isStopped || !IsAlive)
            return;

        if (_machine.IsPaused)
        {
            Later(_machine.PauseLeft, Work);
            return;
        }

        _isWorking = true;
        while (IsAlive && IsTrusted && (_first.TryDequeue(out var input) || _inbox.TryDequeue(out input)))
            Handle(input);
        _isWorking = false;
        if (IsAlive)
            SetAlarm();
    }

    private void Handle(ShardInput input)
    {
        if (input is ShardInput.Tick)
            _alarm = null;
        if (_bug.Input(input) is not { } real)
            return;

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
    }

    private void HandOn(ShardOutput output)
    {
        switch (output)
        {
            case ShardOutput.Write it: Write(it); break;
            case ShardOutput.Call it: Call(it.Id, it.What, isRead: false); break;
            case ShardOutput.Read it: Call(it.Id, it.What, isRead: true); break;
            case ShardOutput.Load it: Load(it); break;
            case ShardOutput.StartChild it: FindChild(it); break;
            case ShardOutput.FindTeardown it: FindTeardown(it); break;
            case ShardOutput.Announce it: Announce(it); break;
            case ShardOutput.Reply it: Answer(it); break;
            case ShardOutput.HandedOver it: Later(TimeSpan.Zero, () => GiveBack(it.Shard)); break;
            case ShardOutput.ClaimElsewhere it: Bring(it); break;
            case ShardOutput.AwaitEndElsewhere it:
                AwaitEnd(it.Activation, ended => TakeIn(new ShardInput.EndedElsewhere(ended)));
                break;
            case ShardOutput.LaneWanted or ShardOutput.LaneLeft or ShardOutput.LanesUsed: Say(output); break;
        }
    }

    private void FindChild(ShardOutput.StartChild wanted) => Later(_dice.Milliseconds(0, 5), () =>
        TakeIn(new ShardInput.ChildFound(wanted.Id, wanted.Order, Definitions.Book.Find(wanted.Workflow).Plan, null)));

    /// <summary>Some products are not known any more: then it is left to the ledger.</summary>
    private void FindTeardown(ShardOutput.FindTeardown wanted) => Later(_dice.Milliseconds(0, 2000), () =>
        TakeIn(new ShardInput.TeardownFound(
            wanted.Activation,
            wanted.Order.ServiceBefore!,
            wanted.Order.ServiceBefore!.Product == "lost" ? null : Definitions.Book.Find(Definitions.Book.Ending).Plan,
            wanted.Order.Input,
            null)));

    /// <summary>As the engine's loop has it: whole microseconds, never earlier than before.</summary>
    private DateTimeOffset Now()
    {
        var now = _machine.Clock;
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        return _now = now > _now ? now : _now;
    }

    private void SetAlarm()
    {
        if (_shards.NextWake is not { } wake || _alarm <= wake)
            return;

        _alarm = wake;
        var wait = wake - Now();
        Later(wait < TimeSpan.FromHours(1) ? wait : TimeSpan.FromHours(1), () => Ring(wake));
    }

    private void Ring(DateTimeOffset alarm)
    {
        if (_alarm == alarm)
            TakeIn(new ShardInput.Tick());
    }

    /// <summary>
    /// One statement to the database. What was sent arrives, whatever becomes of who sent it; it may be done and not
    /// heard of.
    /// </summary>
    private void Try<T>(Func<T> statement, Action<T> answered, Action failed)
    {
        var isLost = _dice.Chance(Faults.BatchLost);
        var isAnswerLost = _dice.Chance(Faults.BatchAnswerLost);
        _world.Agenda.In(_dice.Milliseconds(1, 4), () =>
        {
            if (isLost || IsDatabaseAway)
            {
                Later(_dice.Milliseconds(50, 1000), failed);
                return;
            }

            var answer = statement();
            if (isAnswerLost)
                Later(_dice.Milliseconds(50, 1000), failed);
            else
                Later(_dice.Milliseconds(1, 4), () => answered(answer));
        });
    }

    /// <summary>Asks the database, again and again until it answers; meanwhile time passes.</summary>
    private void Ask<T>(Func<Task<T>> question, Action<T> answered) => Try(
        () => question().GetAwaiter().GetResult(),
        answered,
        () => Later(_dice.Milliseconds(10, 1000), () => Ask(question, answered)));
}
