using System.Globalization;
using Orchestrator.Tests.Simulation.Clients;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>A machine: its clock, its connection to the database, and the process that runs on it, or none.</summary>
internal sealed class Machine
{
    private readonly World _world;
    private readonly Dice _dice;
    private readonly DateTimeOffset _begin;
    private readonly double _speed = 1;
    private TimeSpan _offset;
    private DateTimeOffset _pausedUntil;
    private DateTimeOffset _cutOffUntil;
    private bool _isDraining;
    private int _processes;

    public Machine(World world, int number, Dice dice)
    {
        (_world, _dice) = (world, dice);
        Name = string.Create(CultureInfo.InvariantCulture, $"node {number}");
        _begin = world.Agenda.Now;
        _offset = dice.Between(-world.Faults.Skew, world.Faults.Skew);
        if (world.Faults.Skew > TimeSpan.Zero)
            _speed = 1 + ((dice.Below(61) - 30) / 1000.0);
    }

    public string Name { get; }

    public Process? Process { get; private set; }

    /// <summary>What its clock shows; it may jump, to either side.</summary>
    public DateTimeOffset Clock => _world.Agenda.Now + _offset;

    /// <summary>
    /// Since it was switched on: does not jump, and goes on while the process is stopped; a little fast or slow.
    /// </summary>
    public TimeSpan Uptime => (_world.Agenda.Now - _begin) * _speed;

    public bool IsPaused => _world.Agenda.Now < _pausedUntil;

    public TimeSpan PauseLeft => _pausedUntil - _world.Agenda.Now;

    public bool IsCutOff => _world.Agenda.Now < _cutOffUntil;

    public void Boot()
    {
        Process = new Process(_world, this, _dice.Fork(), ++_processes);
        Process.Begin();
    }

    /// <summary>The process has ended, however it did; another one begins after a while.</summary>
    public void RebootAfter(TimeSpan time)
    {
        Process = null;
        _isDraining = false;
        _world.Agenda.In(time, Boot);
    }

    public void Receive(Request request)
    {
        if (Process is { } process)
            process.Later(TimeSpan.Zero, () => process.Receive(request));
        else
            request.Answer(null);
    }

    /// <summary>Once in half a minute.</summary>
    public void Suffer()
    {
        var faults = _world.Faults;
        if (_dice.Chance(faults.Pause))
            Pause(_dice.Seconds(0.5, 40));
        if (_dice.Chance(faults.CutOff))
            CutOff(_dice.Seconds(0.5, 40));
        if (_dice.Chance(faults.ClockJump))
            Jump(_dice.Between(-faults.Skew, faults.Skew) + _dice.Seconds(-5, 5));
        if (_dice.Chance(faults.Drain) && Process is { } process)
            process.Later(TimeSpan.Zero, process.Stop);
        if (_dice.Chance(faults.Drain))
            Drain();
    }

    /// <summary>
    /// Faults are over: what still lasts ends by itself, but for a drain, which the process's next life does not know
    /// of.
    /// </summary>
    public void Recover()
    {
        (_offset, _cutOffUntil) = (TimeSpan.Zero, _world.Agenda.Now);
        if (_isDraining && Process is { } process)
            process.Crash("its drain is over");
    }

    private void Drain()
    {
        _world.Story?.Tell("operator", $"drains {Name}");
        _isDraining = true;
        _world.Database.Leases.Drain(this);
    }

    private void Pause(TimeSpan time)
    {
        _world.Story?.Tell(Name, $"stands still for {time.TotalSeconds:0.0} s");
        _pausedUntil = _world.Agenda.Now + time;
    }

    private void CutOff(TimeSpan time)
    {
        _world.Story?.Tell(Name, $"is cut off from the database for {time.TotalSeconds:0.0} s");
        _cutOffUntil = _world.Agenda.Now + time;
    }

    private void Jump(TimeSpan to)
    {
        _world.Story?.Tell(Name, $"has its clock set to {to.TotalSeconds:0.0} s beside the true time");
        _offset = to;
    }
}
