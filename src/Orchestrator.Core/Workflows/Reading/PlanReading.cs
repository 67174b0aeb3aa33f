using System.Collections.Frozen;
using System.Collections.Immutable;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Workflows.Reading.Activities;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>Reads the top level of a definition: a table of contents.</summary>
internal static class PlanReading
{
    public static readonly ImmutableArray<string> DueTimeWords = ["continue", "rollBack", "fallOut"];

    public static readonly ImmutableArray<string> FailureWords = ["steps", "restoreOrFinish"];

    /// <summary>Null where there is not even a root to check.</summary>
    public static WorkflowPlan? Read(DefinitionReading definition, Node root, int version)
    {
        definition.NoteGivenIds(root);
        definition.IsOfElsa = root["toolVersion"] is not null;
        var id = HeaderReading.ReadId(definition, root);
        definition.Users = [id];
        var variables = VariableReading.Read(definition, root["variables"], activity: null);
        var inputs = InputReading.Inputs(definition, root["inputs"]);
        var outputs = InputReading.Outputs(definition, root["outputs"]);
        definition.Outputs = outputs.ToFrozenSet(StringComparer.Ordinal);
        definition.MovesTokens = MovesTokens(definition, root);
        var onDueTime = Choice<OnDueTime>(definition, root, "onDueTime", DueTimeWords);
        var failures = Choice<FailurePolicy>(definition, root, "failurePolicy", FailureWords);
        if (ReadRoot(definition, root, variables) is not { } activity)
            return null;

        return new WorkflowPlan(
            new(id, version),
            HeaderReading.NameOf(root, id),
            activity,
            [.. definition.Activities.OfType<Activity>()],
            variables,
            inputs,
            outputs)
        {
            OnDueTime = onDueTime,
            FailurePolicy = failures,
            Parts = definition.Parts.All,
            ContinuesWithIncidents = root["options"]?["incidentStrategyType"]?.Text?
                .Contains("ContinueWithIncidents", StringComparison.OrdinalIgnoreCase) == true,
        };
    }

    private static bool MovesTokens(DefinitionReading definition, Node root)
    {
        const string Mode = "Flowchart:ExecutionMode";
        var given = (root["customProperties"]?[Mode] ?? root["options"]?[Mode])?.Text;
        return string.Equals(given, "TokenBased", StringComparison.OrdinalIgnoreCase)
            || (definition.Options.FlowchartsMoveTokens
                && !string.Equals(given, "CounterBased", StringComparison.OrdinalIgnoreCase));
    }

    private static Activity? ReadRoot(
        DefinitionReading definition, Node root, ImmutableArray<VariableDeclaration> variables)
    {
        if (root["root"] is { } node)
            return ActivityTable.Read(definition, node, new VariableScope(null, variables));

        definition.Report.Add(DiagnosticCodes.Missing, root, "The definition has no 'root', the activity that runs "
            + "first. Give it one, such as an Elsa.Sequence or Elsa.Flowchart.");
        return null;
    }

    /// <summary>A word among the custom properties; the first where there is none.</summary>
    private static T Choice<T>(DefinitionReading definition, Node root, string name, ImmutableArray<string> words)
        where T : struct, Enum
    {
        if (root["customProperties"]?[name] is not { } node)
            return default;
        if (words.Contains(node.Text ?? "", StringComparer.OrdinalIgnoreCase))
            return Enum.Parse<T>(node.Text!, ignoreCase: true);

        definition.Report.Add(
            DiagnosticCodes.NotAChoice,
            node,
            $"'{name}' is {Text.Short(node.ToValue())}, and must be {string.Join(" or ", words)}.");
        return default;
    }
}
