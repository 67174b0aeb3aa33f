using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Tests.Unit.Expressions;

/// <summary>A scope of a few variables, inputs and outputs.</summary>
internal sealed class TestScope : IScope
{
    private readonly List<VariableDeclaration> _variables = [];
    private readonly Dictionary<string, Value> _values = [];

    public Dictionary<string, Value> Outputs { get; } = [];

    /// <summary>What every access throws, where it is set.</summary>
    public Exception? Throws { get; init; }

    public ScopeFacts Facts { get; init; } = new("broadband", 3, "7f3a");

    public Members Inputs { get; init; } = Members.Empty;

    public Value LastResult { get; init; }

    public IEnumerable<VariableDeclaration> Variables => _variables;

    public Value this[string variable] => _values[variable];

    public TestScope With(string name, string value, string type = "Object")
    {
        var declared = DataType.FromName(type)!;
        _variables.Add(new(name, name, declared, declared.Default));
        _values[name] = ValueJson.Parse(value);
        return this;
    }

    public TestScope WithDeclared(VariableDeclaration variable, Value value)
    {
        _variables.Add(variable);
        _values[variable.Id] = value;
        return this;
    }

    public Value Get(VariableDeclaration variable) => Throws is null ? _values[variable.Id] : throw Throws;

    public void Set(VariableDeclaration variable, Value value)
    {
        if (Throws is not null)
            throw Throws;
        _values[variable.Id] = variable.Type.Convert(value);
    }

    public bool TryGetInput(string name, out Value value) => Inputs.TryGet(name, out value);

    public bool TryGetOutput(string activity, out Value output) => Outputs.TryGetValue(activity, out output);

    /// <summary>The variables that Elsa's own answers were given with.</summary>
    public static TestScope Standard() =>
        new TestScope { LastResult = "last", Inputs = Members.From([("Customer", "c1"), ("line", 7)]) }
        .With("X", "5")
        .With("Name", "\"Ann\"")
        .With("Null", "null")
        .With("Flag", "true")
        .With("Items", "[1,\"two\",3.5,null,true]")
        .With("Order", "{\"id\":7,\"name\":\"widget\",\"tags\":[\"a\",\"b\"],\"addr\":{\"city\":\"Oslo\"}}");
}
