using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Analysis;

/// <summary>One step on its way, and what it has spent its time with.</summary>
internal sealed class StepClock
{
    private readonly DateTimeOffset _requested;
    private DateTimeOffset _since;
    private DateTimeOffset? _pauseUntil;
    private bool _waits;
    private TimeSpan _waiting;
    private TimeSpan _pausing;

    public StepClock(StepTraits step, DateTimeOffset requested, bool waits)
    {
        (Step, _requested, _since, _waits) = (step, requested, requested, waits);
    }

    public StepTraits Step { get; }

    public void Waits(DateTimeOffset now) => Turn(now, waits: true);

    public void Works(DateTimeOffset now) => Turn(now, waits: false);

    /// <summary>The next attempt begins then, if nothing else keeps it.</summary>
    public void Pauses(DateTimeOffset now, DateTimeOffset until)
    {
        Turn(now, waits: false);
        _pauseUntil = until;
    }

    public StepTime Succeeded(DateTimeOffset now)
    {
        Turn(now, waits: false);
        return new StepTime(Step, now - _requested, _waiting, _pausing, now);
    }

    private void Turn(DateTimeOffset now, bool waits)
    {
        if (_waits)
        {
            _waiting += now - _since;
        }
        else if (_pauseUntil is { } until)
        {
            // What comes after the pause is the attempt itself.
            _pausing += (until < now ? until : now) - _since;
        }

        (_since, _pauseUntil, _waits) = (now, null, waits);
    }
}
