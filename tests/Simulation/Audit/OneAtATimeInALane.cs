using Orchestrator.Core.Sagas;
using Orchestrator.Tests.Simulation.Outside;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>
/// What is in a lane is touched by one step at a time. A call gives its lane up before it has ended in one case: nobody
/// could tell for long what became of it, and that is visible: it was left to a person, or is undone as if it were
/// done.
/// </summary>
internal sealed class OneAtATimeInALane : Checker
{
    /// <summary>The last attempt of each step, or of its undoing, that was given up without knowing what became of it.
    /// </summary>
    private readonly Dictionary<(long Activation, string Step, bool Undo), int> _givenUp = [];

    public override void Durable(Chronicle it, SagaEvent happened)
    {
        switch (happened)
        {
            case FalloutRaised { Error.Code: ErrorCodes.OutcomeUnknown } raised:
                GiveUp(it, raised.Step, raised.WhileCompensating);
                break;
            case StepStaysUnknown unknown:
                GiveUp(it, unknown.Step, undo: false);
                break;
        }
    }

    public override void Arrived(Trip trip, IReadOnlyList<Trip> inLanes)
    {
        foreach (var other in inLanes)
        {
            if (other.Lane == trip.Lane && other.ThingKey != trip.ThingKey && !IsGivenUp(other))
                Fail($"{trip} comes into lane '{trip.Lane}' while {other} is in it");
        }
    }

    private void GiveUp(Chronicle it, string step, bool undo)
    {
        if (it.State.FindStep(step) is { } known)
            _givenUp[(it.Id, step, undo)] = undo ? known.CompensationAttempts : known.Attempts;
    }

    private bool IsGivenUp(Trip trip) =>
        trip.Id.Attempt <= _givenUp.GetValueOrDefault((trip.Id.Activation, trip.Id.Step, trip.Id.Undo));
}
