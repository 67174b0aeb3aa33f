using System.Collections.Immutable;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>Reads declarations of variables.</summary>
internal static class VariableReading
{
    /// <summary>What an activity declares for those within it, those that its type brings first.</summary>
    public static ImmutableArray<VariableDeclaration> Of(
        DefinitionReading definition, ActivityDescription description, string activity, Node node)
    {
        if (description.OwnVariables.IsEmpty && (!description.DeclaresVariables || node["variables"] is null))
            return [];

        var own = description.OwnVariables
            .Select(one => new VariableDeclaration($"{activity}:{one.Name}", one.Name, one.Type, one.Type.Default));
        return [.. own, .. description.DeclaresVariables ? Read(definition, node["variables"], activity) : []];
    }

    /// <summary>A list of declarations.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="list">Null where there is none.</param>
    /// <param name="activity">The container's id; null for the workflow.</param>
    public static ImmutableArray<VariableDeclaration> Read(DefinitionReading definition, Node? list, string? activity)
    {
        list = list?["items"] ?? list?["$values"] ?? list;
        if (list is null)
            return [];
        if (!list.IsArray)
        {
            definition.Report.Add(
                DiagnosticCodes.WrongShape, list, $"'variables' is a {list.Kind}, and must be a list.", activity);
            return [];
        }

        var variables = ImmutableArray.CreateBuilder<VariableDeclaration>(list.Children.Length);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in list.Children)
        {
            if (Variable(definition, node, activity) is not { } variable)
                continue;

            if (!names.Add(variable.Name))
                definition.Report.Add(
                    DiagnosticCodes.DuplicateName,
                    node["name"] ?? node,
                    $"Two variables have the name '{variable.Name}' in one scope. Rename one.",
                    activity);
            definition.Variables.Add((variable, node));
            variables.Add(variable);
        }

        return variables.ToImmutable();
    }

    private static VariableDeclaration? Variable(DefinitionReading definition, Node node, string? activity)
    {
        if (node["name"]?.Text is not { Length: > 0 } name)
        {
            definition.Report.Add(DiagnosticCodes.Missing, node, "A variable has no 'name'. Give it one.", activity);
            return null;
        }

        var id = node["id"]?.Text is { Length: > 0 } given ? given : name;
        if (!definition.TakeVariableId(id))
        {
            definition.Report.Add(
                DiagnosticCodes.DuplicateId,
                node["id"] ?? node,
                $"Two variables have the id '{id}'. Give each its own.",
                activity);
            return null;
        }

        var type = TypeReading.Read(definition, node, "typeName", $"variable '{name}'", activity);
        return new(id, name, type, TypeReading.Default(
            definition, node["value"], type, $"The value of variable '{name}'", activity));
    }
}
