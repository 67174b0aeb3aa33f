using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Bench.Scripts;

/// <summary>A scope of four variables in two containers.</summary>
internal sealed class ScriptScope : IScope
{
    private readonly (VariableDeclaration Variable, Value Value)[] _variables =
    [
        Declared("Y", 2.5),
        Declared("Name", "Ann"),
        Declared("X", 105),
        Declared("Order", ValueJson.Parse(
            """{"id":7,"lines":[{"sku":"a","count":1},{"sku":"b","count":2},{"sku":"c","count":3}],"to":{"city":"Oslo"}}""")),
    ];

    public ScopeFacts Facts { get; } = new("bench", 1, "0000000000001");

    public Members Inputs => Members.Empty;

    public Value LastResult => Value.Null;

    public IEnumerable<VariableDeclaration> Variables
    {
        get
        {
            foreach (var (variable, _) in _variables)
                yield return variable;
        }
    }

    public Value Get(VariableDeclaration variable)
    {
        foreach (var (declared, value) in _variables)
        {
            if (ReferenceEquals(declared, variable))
                return value;
        }

        throw new ExpressionFailedException($"Variable '{variable.Name}' is not in scope.");
    }

    public void Set(VariableDeclaration variable, Value value) =>
        throw new ExpressionFailedException("Nothing is set here.");

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

    private static (VariableDeclaration, Value) Declared(string name, Value value) =>
        (new(name, name, DataType.Object, Value.Null), value);
}
