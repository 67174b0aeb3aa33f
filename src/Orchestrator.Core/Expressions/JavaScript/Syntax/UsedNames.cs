using Orchestrator.Core.Expressions.JavaScript.Nodes;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>What a program is seen to use by name.</summary>
internal sealed class UsedNames
{
    private readonly SortedSet<string> _variables = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _accessed = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _activities = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _inputs = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Variables => _variables;

    /// <summary>The X of each getX.</summary>
    public IReadOnlyCollection<string> Accessed => _accessed;

    public IReadOnlyCollection<string> Activities => _activities;

    public IReadOnlyCollection<string> Inputs => _inputs;

    /// <summary>Whether it computes names while it runs.</summary>
    public bool AnyName { get; private set; }

    public static UsedNames Of(NameNode[] globals, List<CallNode> calls, List<MemberNode> members)
    {
        var names = new UsedNames();
        foreach (var node in globals)
        {
            if (AccessorNames.Read(node.Name) is { } read)
                names._accessed.Add(read);
            if (AccessorNames.Written(node.Name) is { } written)
                names._variables.Add(written);
        }

        foreach (var member in members.Where(member => member.Owner is NameNode { IsGlobal: true, Name: "variables" }))
            names.Add(names._variables, member.Name is { } name ? new LiteralNode(name) : member.Key);
        foreach (var call in calls)
            names.Add(call);

        // 'variables' by itself, not as variables.X: anything may be read. So it is where a program makes programs.
        names.AnyName |= globals.Any(node => node.Name is "eval" or "globalThis")
            || globals.Count(node => node.Name == "variables")
                > members.Count(member => member.Owner is NameNode { IsGlobal: true, Name: "variables" });
        return names;
    }

    private void Add(CallNode call)
    {
        if (call.Callee is not NameNode { IsGlobal: true } callee || call.Arguments.Length == 0)
            return;

        var into = callee.Name switch
        {
            "getVariable" or "setVariable" => _variables,
            "getOutputFrom" => _activities,
            "getInput" => _inputs,
            _ => null,
        };
        if (into is not null)
            Add(into, call.Arguments[0]);
    }

    private void Add(SortedSet<string> into, ExpressionNode? name)
    {
        if (name is LiteralNode { Value.Type: JsType.Text } literal)
            into.Add(literal.Value.Text!);
        else
            AnyName = true;
    }
}
