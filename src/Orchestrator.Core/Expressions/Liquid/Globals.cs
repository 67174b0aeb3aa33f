using System.Globalization;

namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>The names that every template finds.</summary>
internal static class Globals
{
    public const string Variables = "Variables";
    public const string Input = "Input";

    public static LiquidValue Find(string name, IScope scope) => name switch
    {
        Variables => LiquidValue.Of(new VariablesObject(scope)),
        Input => LiquidValue.Of(new InputObject(scope)),
        "CorrelationId" => Text(scope.Facts.CorrelationId),
        "WorkflowDefinitionId" => Text(scope.Facts.DefinitionId),
        "WorkflowDefinitionVersionId" => Text(string.Create(
            CultureInfo.InvariantCulture, $"{scope.Facts.DefinitionId}/versions/{scope.Facts.Version}")),
        "WorkflowDefinitionVersion" => LiquidValue.Of(scope.Facts.Version),
        "WorkflowInstanceId" => Text(scope.Facts.Activation),
        _ => LiquidValue.Nil,
    };

    private static LiquidValue Text(string? text) => text is null ? LiquidValue.Nil : LiquidValue.Of(text);

    /// <summary>The variables in scope, the innermost of a name.</summary>
    private sealed class VariablesObject(IScope scope) : ILiquidObject
    {
        public IEnumerable<string> Names => scope.Variables.Select(variable => variable.Name).Distinct();

        public LiquidValue? Find(string name)
        {
            foreach (var variable in scope.Variables)
            {
                if (AccessorName.Matches(variable.Name, name))
                    return LiquidValue.From(scope.Get(variable));
            }

            return null;
        }
    }

    /// <summary>What the order brought, and the defaults of what it did not bring.</summary>
    private sealed class InputObject(IScope scope) : ILiquidObject
    {
        public IEnumerable<string> Names => scope.Inputs.Select(input => input.Name);

        public LiquidValue? Find(string name) =>
            scope.TryGetInput(name, out var value) ? LiquidValue.From(value) : null;
    }
}
