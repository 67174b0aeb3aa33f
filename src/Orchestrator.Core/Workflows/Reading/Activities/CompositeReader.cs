using System.Collections.Frozen;
using System.Collections.Immutable;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;

namespace Orchestrator.Core.Workflows.Reading.Activities;

/// <summary>Reads an activity that stands for another definition: the other's tree becomes part of this plan.</summary>
internal static class CompositeReader
{
    /// <summary>Definitions within definitions.</summary>
    private const int DepthMax = 20;

    /// <summary>
    /// Properties that every activity has; inputs of their names are written with a line before them.
    /// </summary>
    private static readonly FrozenSet<string> Taken = new[]
    {
        "id", "nodeId", "name", "type", "version", "customProperties", "metadata", "canStartWorkflow",
        "runAsynchronously",
        "workflowDefinitionId", "workflowDefinitionVersionId", "latestAvailablePublishedVersion",
        "latestAvailablePublishedVersionId",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where it stands for no definition; then nothing was told.</summary>
    public static Activity? Read(DefinitionReading definition, ActivityHeader header, Node node, VariableScope outer)
    {
        var reference = new DefinitionReference(
            header.TypeName, node["workflowDefinitionId"]?.Text, node["workflowDefinitionVersionId"]?.Text);
        var isNamed = reference.DefinitionId is not null || reference.VersionId is not null;
        if (definition.Parts.Find(reference) is not { } part)
            return isNamed ? Refuse(definition, header, node, $"Activity '{header.Id}' stands for the definition '{reference}', which is not published. Publish it first, or correct the id.") : null;

        if (definition.Users.Contains(part.Id.Definition))
            return Refuse(definition, header, node, $"Activity '{header.Id}' stands for '{part.Id.Definition}', which uses itself that way: {string.Join(" > ", definition.Users)} > {part.Id.Definition}. Start it with Elsa.ExecuteWorkflow instead.");
        if (definition.Users.Length >= DepthMax)
            return Refuse(definition, header, node, $"Activity '{header.Id}' is within more than {DepthMax} "
                + "definitions. Use fewer of them within each other.");

        if (Inside(definition, part, header, node, outer) is { } composite)
            return composite;

        return Refuse(
            definition,
            header,
            node,
            $"Activity '{header.Id}' stands for {part.Id}, which cannot be read. Publish it again.");
    }

    private static Composite? Inside(
        DefinitionReading user, PublishedDefinition part, ActivityHeader header, Node node, VariableScope outer)
    {
        if (user.Parts.Parse(part) is not { } root || root["root"] is not { } first)
            return null;

        var own = new DefinitionReading(user, part.Id, new Report(new Positions(part.Content), isTolerant: true))
        {
            Within = $"{header.Id}/",
        };
        own.NoteGivenIds(root);
        var inputs = InputReading.Inputs(own, root["inputs"])
            .Select(input => Input(user, header, node, outer, input))
            .ToImmutableArray();
        var outputs = InputReading.Outputs(own, root["outputs"]);
        own.Outputs = outputs.ToFrozenSet(StringComparer.Ordinal);
        var variables = VariableReading.Read(own, root["variables"], activity: null);
        header = header with { Variables = [.. inputs.Select(input => input.Variable), .. variables] };
        var activity = ActivityTable.Read(own, first, new VariableScope(outer, header.Variables));

        // What is found wrong with its activities later is told of the one that stands for them.
        for (var index = header.Index + 1; index < user.Nodes.Count; index++)
            user.Nodes[index] = node;
        if (own.TooManyActivities)
            user.Enter(node);

        return new Composite(header, part.Id, activity)
        {
            Inputs = inputs,
            Outputs = outputs.ToImmutableDictionary(
                output => output,
                output => ResultReading.Read(user, PropertyOf(node, output), header.Id, node, outer) ?? new(null, null),
                StringComparer.Ordinal),
            Outcomes = [.. Outcomes(root)],
        };
    }

    private static CompositeInput Input(
        DefinitionReading user, ActivityHeader header, Node node, VariableScope outer, InputDeclaration input)
    {
        var variable = new VariableDeclaration($"input:{input.Name}", input.Name, input.Type, input.Default);
        var property = PropertyOf(node, input.Name);
        var given = node[property] is { } found
            ? new ExpressionReading(user, header.Id, header.Index, outer).Read(found, input.Type, property)
            : new Expression.Literal(input.Default.IsNull ? input.Type.Default : input.Default);
        return new(variable, given);
    }

    private static string PropertyOf(Node node, string name)
    {
        var property = AccessorName.CamelCase(name);
        var withLine = $"_{property}";
        return Taken.Contains(property) || (node[property] is null && node[withLine] is not null) ? withLine : property;
    }

    private static List<string> Outcomes(Node root)
    {
        var names = new List<string>();
        foreach (var outcome in root["outcomes"] is { IsArray: true } list ? list.Children : [])
        {
            if (outcome.Text is { } name)
                names.Add(name);
        }

        return names;
    }

    private static UnknownActivity Refuse(
        DefinitionReading definition, ActivityHeader header, Node node, string message)
    {
        definition.Report.Add(DiagnosticCodes.UnknownDefinition, node["type"]!, message, header.Id);
        return new UnknownActivity(header);
    }
}
