using System.Collections.Immutable;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>A definition that was read.</summary>
/// <param name="Plan">Null where a diagnostic is an error.</param>
/// <param name="Diagnostics">In the order of the document.</param>
/// <param name="Header">As far as it could be read.</param>
public sealed record ReadResult(
    WorkflowPlan? Plan, ImmutableArray<Diagnostic> Diagnostics, WorkflowHeader Header)
{
    public bool IsValid => Plan is not null;
}

/// <summary>What a definition says of itself.</summary>
/// <param name="DefinitionId">Empty where it is missing.</param>
/// <param name="Name">The id where the definition gives none.</param>
/// <param name="Description">Empty where the definition gives none.</param>
/// <param name="Adapters">The instances that its steps name, sorted.</param>
public sealed record WorkflowHeader(
    string DefinitionId, string Name, string Description, ImmutableArray<string> Adapters)
{
    public static WorkflowHeader Empty { get; } = new("", "", "", []);
}
