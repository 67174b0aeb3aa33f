using Jint.Parser.Ast;

namespace Orchestrator.Engine.Expressions;

/// <summary>What a program is seen to use by name.</summary>
internal sealed class UsedNames
{
    private readonly SortedSet<string> _variables = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _got = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _activities = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _inputs = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _accessors = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Variables => _variables;

    /// <summary>The X of each getX.</summary>
    public IReadOnlyCollection<string> Got => _got;

    public IReadOnlyCollection<string> Activities => _activities;

    public IReadOnlyCollection<string> Inputs => _inputs;

    /// <summary>Names of functions such as getX that must be there when it runs.</summary>
    public IReadOnlyCollection<string> Accessors => _accessors;

    /// <summary>Whether it computes names while it runs.</summary>
    public bool AnyName { get; private set; }

    /// <summary>Whether it may change an object or array in place.</summary>
    public bool MayChangeObjects { get; private set; }

    public static UsedNames Of(ParsedScript script)
    {
        var names = new UsedNames();
        var all = SyntaxWalk.All(script.Program).ToList();
        var own = all.SelectMany(Declared).ToHashSet(StringComparer.Ordinal);
        foreach (var node in all)
            names.Add(node, own);

        // 'variables' by itself, not as variables.X: anything may be read.
        names.AnyName |= all.Count(node => node is Identifier { Name: "variables" })
            > all.Count(node => node is MemberExpression { Object: Identifier { Name: "variables" } });
        return names;
    }

    private static IEnumerable<string> Declared(SyntaxNode node) => node switch
    {
        VariableDeclarator it => [it.Id.Name],
        CatchClause { Param: { } name } => [name.Name],
        FunctionDeclaration it => [it.Id.Name, .. (it.Parameters ?? []).Select(parameter => parameter.Name)],
        FunctionExpression it => [it.Id?.Name ?? "", .. (it.Parameters ?? []).Select(parameter => parameter.Name)],
        _ => [],
    };

    private void Add(SyntaxNode node, HashSet<string> own)
    {
        switch (node)
        {
            case Identifier identifier when !own.Contains(identifier.Name) && HostNames.AccessedBy(identifier.Name) is { } accessed:
                _accessors.Add(identifier.Name);
                (identifier.Name[0] == 's' ? _variables : _got).Add(accessed);
                break;
            case MemberExpression { Object: Identifier { Name: "variables" } } member:
                Add(_variables, member.Computed ? member.Property : new Literal { Value = ((Identifier)member.Property).Name });
                break;
            case CallExpression { Callee: Identifier callee } call when !own.Contains(callee.Name):
                AddCall(callee.Name, call.Arguments);
                break;
            case AssignmentExpression { Left: MemberExpression }:
            case UpdateExpression { Argument: MemberExpression }:
            case UnaryExpression { Operator: UnaryOperator.Delete }:
            case CallExpression { Callee: MemberExpression { Computed: true } }:
            case CallExpression { Callee: MemberExpression { Property: Identifier { Name: "push" or "pop" or "shift" or "unshift" or "splice" or "sort" or "reverse" or "call" or "apply" } } }:
                MayChangeObjects = true;
                break;
        }
    }

    private void AddCall(string function, IList<Expression> arguments)
    {
        var into = function switch
        {
            "getVariable" or "setVariable" => _variables,
            "getOutputFrom" => _activities,
            "getInput" => _inputs,
            _ => null,
        };
        if (into is not null && arguments.Count > 0)
            Add(into, arguments[0]);
    }

    private void Add(SortedSet<string> into, SyntaxNode name)
    {
        if (name is Literal { Value: string text })
            into.Add(text);
        else
            AnyName = true;
    }
}
