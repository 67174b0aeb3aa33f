namespace Orchestrator.Tests.Simulation;

/// <summary>A rule was broken, or the simulation does not come to an end.</summary>
/// <param name="rule">Which one.</param>
/// <param name="what">What happened.</param>
internal sealed class SimulationFailedException(string rule, string what) : Exception($"{rule}: {what}")
{
    public string Rule { get; } = rule;
}
