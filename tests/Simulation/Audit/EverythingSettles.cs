namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>
/// P5: when the faults are over and persons decide what is theirs to decide, everything comes to its end.
/// </summary>
internal sealed class EverythingSettles : Checker
{
    public override void End()
    {
        if (!World.Auditor.IsAllFinished)
            Fail(World.Auditor.Open());
    }
}
