using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Tests.Conformance.Elsa;

/// <summary>Variables with fixed values, and nothing else.</summary>
/// <param name="definition">The workflow's id.</param>
/// <param name="variables">A JSON object: their names and values.</param>
internal sealed class FixedScope(string definition, string variables) : IScope
{
    private readonly Members _values = ValueJson.Parse(variables).Members;

    public ScopeFacts Facts { get; } = new(definition, 1, "1");

    public Members Inputs => Members.Empty;

    public Value LastResult => Value.Null;

    public IEnumerable<VariableDeclaration> Variables => _values.Select(one =>
        new VariableDeclaration(one.Name, one.Name, DataType.Object, Value.Null));

    public Value Get(VariableDeclaration variable) => _values.Single(one => one.Name == variable.Id).Value;

    public void Set(VariableDeclaration variable, Value value) =>
        throw new InvalidOperationException("No expression among these sets a variable.");

    public bool TryGetInput(string name, out Value value)
    {
        value = default;
        return false;
    }

    public bool TryGetOutput(string activity, out Value output)
    {
        output = default;
        return false;
    }
}
