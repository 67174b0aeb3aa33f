using Orchestrator.Tests.Simulation.Planted;

namespace Orchestrator.Tests.Simulation;

/// <summary>A simulator that finds nothing proves nothing: what is put in on purpose is found.</summary>
public sealed class PlantedBugTests
{
    private const ulong Seeds = 2000;

    public static TheoryData<string> Names => [.. PlantedBugs.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_bug_is_found(string name)
    {
        var bug = PlantedBugs.All[name];
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            if (Simulator.Run(seed, bug: bug).Failure is not null)
                return;
        }

        Assert.Fail($"In {Seeds} simulations nobody noticed that {name}.");
    }
}
