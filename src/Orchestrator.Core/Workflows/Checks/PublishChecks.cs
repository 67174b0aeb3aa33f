using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>Everything that is checked when a definition is published: a table of contents.</summary>
internal static class PublishChecks
{
    public static void Run(DefinitionReading definition, WorkflowPlan plan, Node root)
    {
    }
}
