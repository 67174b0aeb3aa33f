using Orchestrator.Tests.Simulation.Planted;

namespace Orchestrator.Tests.Simulation;

/// <summary>A simulator that finds nothing proves nothing: what is put in on purpose is found.</summary>
public sealed class PlantedBugTests
{
    private const ulong Seeds = 2000;

    public static TheoryData<string> Names => [.. PlantedBugs.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_rule_that_a_planted_bug_breaks_notices_it(string name)
    {
        var (rule, bug) = PlantedBugs.All[name];
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            if (Simulator.Run(seed, bug: bug, rule: rule).Failure is not null)
                return;
        }

        Assert.Fail($"In {Seeds} simulations nobody noticed that {name}.");
    }
}
