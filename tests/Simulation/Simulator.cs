using Orchestrator.Core.Sagas;
using Orchestrator.Tests.Simulation.Planted;

namespace Orchestrator.Tests.Simulation;

/// <summary>What became of one simulation.</summary>
/// <param name="Seed">It gives the same again, for ever.</param>
/// <param name="Activations">That were accepted.</param>
/// <param name="Completed">Of them.</param>
/// <param name="Failure">The rule that was broken, and how; null for none.</param>
/// <param name="Story">In words; empty where nobody wanted to read it.</param>
internal sealed record SimulationResult(ulong Seed, int Activations, int Completed, string? Failure, string Story)
{
    /// <summary>The name of the rule that was broken.</summary>
    public string? Rule => Failure?.Split(':')[0];
}

/// <summary>Runs simulations.</summary>
internal static class Simulator
{
    /// <param name="seed">What decides everything.</param>
    /// <param name="tells">Whether the story is told.</param>
    /// <param name="bug">What is wrong on purpose; null for nothing.</param>
    /// <param name="rule">The only one that counts; null for all.</param>
    public static SimulationResult Run(ulong seed, bool tells = false, PlantedBug? bug = null, string? rule = null)
    {
        var world = new World(seed, bug ?? PlantedBug.None, tells);
        world.Auditor.OnlyRule = rule;
        string? failure = null;
        try
        {
            world.Run();
        }
        catch (SimulationFailedException failed)
        {
            failure = failed.Message;
        }

        var all = world.Auditor.Chronicles;
        return new(
            seed,
            all.Count,
            all.Count(one => one.State.State == ActivationState.Completed),
            failure,
            world.Story?.ToString() ?? "");
    }
}
