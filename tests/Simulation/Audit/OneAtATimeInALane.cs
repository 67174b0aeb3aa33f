using Orchestrator.Tests.Simulation.Outside;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>What is in a lane is touched by one step at a time.</summary>
internal sealed class OneAtATimeInALane : Checker
{
    public override void Arrived(Trip trip, IReadOnlyList<Trip> inLanes)
    {
        foreach (var other in inLanes)
        {
            if (other.Lane == trip.Lane && other.ThingKey != trip.ThingKey)
                Fail($"{trip} comes into lane '{trip.Lane}' while {other} is in it");
        }
    }
}
