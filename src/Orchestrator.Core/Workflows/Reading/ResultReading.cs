using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>Reads where an activity's result is kept: <c>"result": {"memoryReference": {"id": "..."}}</c>.</summary>
internal static class ResultReading
{
    public static ActivityHeader Add(
        DefinitionReading definition,
        ActivityDescription description,
        ActivityHeader header,
        Node node,
        VariableScope scope)
    {
        var target = description.Result is { } property ? Read(definition, property, header.Id, node, scope) : null;
        return target is null
            ? header
            : header with { ResultVariable = target.Variable, ResultOutput = target.Output };
    }

    /// <summary>Null where it is kept nowhere.</summary>
    public static ResultTarget? Read(
        DefinitionReading definition, string property, string activity, Node node, VariableScope scope)
    {
        if (node[property] is not { } result
            || (result["memoryReference"]?["id"] ?? result["id"]) is not { } reference
            || reference.Text is not { Length: > 0 } id)
            return null;

        var variable = scope.ById(id);
        var output = definition.Outputs.Contains(id) ? id : null;
        if (variable is not null)
            definition.UsedVariables.Add(variable.Id);
        if (variable is null && output is null)
            definition.Report.Add(DiagnosticCodes.ResultGoesNowhere, reference, $"The '{property}' of activity '{activity}' is kept in '{id}', which is neither the id of a variable in scope nor an output of the workflow. {definition.Report.DidYouMean(id, scope.All().Select(one => one.Id).Concat(definition.Outputs))}Correct it, or leave it out.", activity);

        return new(variable, output);
    }
}
