using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Comparing;

/// <summary>Reads a definition as Elsa does: names without regard to case, values wrapped or plain.</summary>
internal static class OutlineJson
{
    private const int ShownMax = 60;

    public static Value Member(this Value value, string name) => value.Members
        .LastOrDefault(member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The items of a list, as it is or in an older wrapping; one alone is a list of one.</summary>
    public static IReadOnlyList<Value> List(this Value value, string name)
    {
        var found = value.Member(name);
        foreach (var wrapping in new[] { "items", "$values", "_items" })
        {
            if (found.Member(wrapping) is { Kind: ValueKind.Array } inner)
                found = inner;
        }

        return found.Kind == ValueKind.Array ? found.Items.ToArray() : found.IsNull ? [] : [found];
    }

    /// <summary>A literal without its wrapping; an expression as its type and value.</summary>
    public static Value Plain(Value value)
    {
        var expression = value.Member("expression");
        if (expression.Kind == ValueKind.Object && expression.Member("type").AsString is { } type)
        {
            return type.Equals("Literal", StringComparison.OrdinalIgnoreCase)
                ? expression.Member("value")
                : Value.Object(("type", type), ("value", expression.Member("value")));
        }

        return value.Kind switch
        {
            ValueKind.Object => Value.Object([.. value.Members.Select(member => (member.Name, Plain(member.Value)))]),
            ValueKind.Array => Value.Array(value.Items.ToArray().Select(Plain)),
            _ => value,
        };
    }

    /// <summary>Whether a plain value stands for an expression: <c>{"type", "value"}</c>.</summary>
    public static bool IsExpression(Value plain) => plain.Kind == ValueKind.Object && plain.Members.Count == 2
        && plain["type"].AsString is not null && plain.Members[1].Name == "value";

    /// <summary>As people read it: the text of a script, the word of a literal.</summary>
    public static string Show(Value plain)
    {
        if (plain.IsNull)
            return "nothing";

        var meant = IsExpression(plain) ? plain["value"] : plain;
        var text = meant.AsString ?? (IsExpression(plain) ? meant["name"].AsString : null) ?? meant.ToString();
        if (IsExpression(plain))
            text = $"{plain["type"].AsString} {text}";
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length == 0)
            return "''";

        return text.Length <= ShownMax ? text : $"{text[..(ShownMax - 3)]}...";
    }
}
