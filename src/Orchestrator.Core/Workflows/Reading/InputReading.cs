using System.Collections.Immutable;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>Reads the inputs and outputs that a workflow declares.</summary>
internal static class InputReading
{
    public static ImmutableArray<InputDeclaration> Inputs(DefinitionReading definition, Node? list)
    {
        var inputs = ImmutableArray.CreateBuilder<InputDeclaration>();
        foreach (var (name, node) in Named(definition, list, "input"))
        {
            var type = TypeReading.Read(definition, node, "type", $"input '{name}'", activity: null);
            var initial = TypeReading.Default(
                definition, Extra(node, "defaultValue"), type, $"The default of input '{name}'", activity: null);
            inputs.Add(
                new(name, type, IsTrue(definition, node, "required"), initial, IsTrue(definition, node, "sensitive")));
        }

        return inputs.ToImmutable();
    }

    public static ImmutableArray<string> Outputs(DefinitionReading definition, Node? list) =>
        [.. Named(definition, list, "output").Select(output => output.Name)];

    private static List<(string Name, Node Node)> Named(DefinitionReading definition, Node? list, string what)
    {
        var found = new List<(string, Node)>();
        list = list?["items"] ?? list?["$values"] ?? list;
        if (list is null)
            return found;
        if (!list.IsArray)
        {
            definition.Report.Add(DiagnosticCodes.WrongShape, list, $"'{what}s' is a {list.Kind}, and must be a list.");
            return found;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in list.Children)
        {
            if (node["name"]?.Text is not { Length: > 0 } name)
                definition.Report.Add(DiagnosticCodes.Missing, node, $"An {what} has no 'name'. Give it one.");
            else if (!names.Add(name))
                definition.Report.Add(
                    DiagnosticCodes.DuplicateName, node["name"]!, $"Two {what}s have the name '{name}'. Rename one.");
            else
                found.Add((name, node));
        }

        return found;
    }

    /// <summary>What Elsa does not have: beside its own properties, or among the custom ones.</summary>
    private static Node? Extra(Node node, string name) => node[name] ?? node["customProperties"]?[name];

    private static bool IsTrue(DefinitionReading definition, Node node, string name)
    {
        if (Extra(node, name) is not { } given)
            return false;
        if (given.Kind == ValueKind.Boolean)
            return given.ToValue().AsBoolean;

        definition.Report.Add(
            DiagnosticCodes.WrongShape,
            given,
            $"'{name}' is {Text.Short(given.ToValue())}, and must be true or false.");
        return false;
    }
}
