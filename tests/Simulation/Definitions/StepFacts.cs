namespace Orchestrator.Tests.Simulation.Definitions;

/// <summary>What the auditor knows of a step of a definition: from whoever wrote it, not from the engine.</summary>
/// <param name="Operation">Its operation.</param>
/// <param name="Undo">The operation that undoes it, or null.</param>
/// <param name="Point">none, soft or hard.</param>
internal sealed record StepFacts(string Operation, string? Undo, string Point);

/// <summary>A definition that was made up.</summary>
/// <param name="Id">Its definition id.</param>
/// <param name="Json">The document.</param>
/// <param name="Steps">By the step's id in the definition.</param>
/// <param name="HasBranches">Whether anything of it runs at the same time as something else.</param>
internal sealed record MadeUpDefinition(
    string Id, string Json, IReadOnlyDictionary<string, StepFacts> Steps, bool HasBranches);
