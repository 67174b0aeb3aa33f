namespace Orchestrator.Core.Workflows.Reading;

/// <summary>How Elsa wraps inputs: <c>{"typeName": "String", "expression": {"type": ..., "value": ...}}</c>.</summary>
internal static class Wrapping
{
    /// <summary>Whether it is a wrapped input, perhaps one without an expression.</summary>
    public static bool Is(Node node)
    {
        if (!node.IsObject || node.Children.IsEmpty)
            return false;
        if (IsExpression(node))
            return true;

        foreach (var member in node.Children)
        {
            if (!IsNamed(member, "typeName") && !IsNamed(member, "expression") && !IsNamed(member, "memoryReference"))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Whether it holds an expression with a type; safe to ask of data, which may have members of any name.
    /// </summary>
    public static bool IsExpression(Node node) =>
        node["expression"] is { IsObject: true } expression && expression["type"]?.Text is not null;

    public static bool HoldsExpression(Node node)
    {
        if (IsExpression(node))
            return true;

        foreach (var child in node.Children)
        {
            if (HoldsExpression(child))
                return true;
        }

        return false;
    }

    private static bool IsNamed(Node member, string name) =>
        string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase);
}
