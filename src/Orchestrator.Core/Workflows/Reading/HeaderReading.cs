using System.Collections.Immutable;
using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>Reads what a definition says of itself.</summary>
internal static class HeaderReading
{
    public static WorkflowHeader Read(DefinitionReading definition, Node root)
    {
        var id = root["definitionId"]?.Text ?? "";
        return new(id, NameOf(root, id), root["description"]?.Text ?? "", Adapters(definition));
    }

    /// <summary>The definition's id; empty where it is missing or wrong, which is told.</summary>
    public static string ReadId(DefinitionReading definition, Node root)
    {
        if (root["definitionId"] is not { } node)
        {
            definition.Report.Add(DiagnosticCodes.Missing, root, "The definition has no 'definitionId', which stays "
                + "the same over its versions. Give it one, such as \"broadband-provision\".");
            return "";
        }

        if (node.Text is not { Length: > 0 } id)
        {
            definition.Report.Add(
                DiagnosticCodes.WrongShape, node, "'definitionId' must be a text, such as \"broadband-provision\".");
            return "";
        }

        if (Ids.DefinitionProblem(id) is { } problem)
            definition.Report.Add(DiagnosticCodes.BadId, node, $"The definitionId '{id}' {problem}");
        return id;
    }

    public static string NameOf(Node root, string id) => root["name"]?.Text is { Length: > 0 } name ? name : id;

    private static ImmutableArray<string> Adapters(DefinitionReading definition) =>
    [
        .. definition.Activities
            .OfType<StepActivity>()
            .Where(step => step is not ChildWorkflow)
            .Select(step => step.Adapter)
            .Where(adapter => adapter.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];
}
