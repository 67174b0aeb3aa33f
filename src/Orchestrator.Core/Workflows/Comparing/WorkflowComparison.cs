using System.Text.Json;

namespace Orchestrator.Core.Workflows.Comparing;

/// <summary>
/// What changed between two versions of a definition, and what it means. Works on the documents alone: no adapter need
/// be known, and a definition that would not be published can be compared too.
/// </summary>
public static class WorkflowComparison
{
    /// <param name="before">The earlier definition, as JSON.</param>
    /// <param name="after">The later one.</param>
    /// <exception cref="JsonException">One is no JSON, or nested too deep.</exception>
    /// <exception cref="FormatException">One is no definition.</exception>
    public static WorkflowDifference Compare(string before, string after)
    {
        var (earlier, later) = (DefinitionOutline.Of(before), DefinitionOutline.Of(after));
        var changes = new Changes();
        OrderComparison.Run(earlier, later, changes);
        VariableComparison.Run(earlier, later, changes);
        ActivityComparison.Run(earlier, later, changes);
        FlowComparison.Run(earlier, later, changes);
        return changes.ToDifference();
    }
}
