using Orchestrator.Tests.Simulation.Outside;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>Once a hard point of no return is passed, it and what was completed before it stay.</summary>
internal sealed class NothingIsUndonePastAHardPoint : Checker
{
    public override void Sent(Trip trip)
    {
        if (!trip.Id.Undo || trip.IsRead || Find(trip) is not { } it)
            return;

        var number = it.Done.Find(one => one.Step == trip.Id.Step)?.Number ?? int.MaxValue;
        if (it.Done.Find(one => one.IsHardPoint && one.Number >= number) is { } point)
            Fail($"{trip} is sent, and '{point.Step}' is a hard point of no return after it");
    }
}
