using System.Text.Json.Nodes;
using static Orchestrator.Core.Workflows.Schema.SchemaParts;

namespace Orchestrator.Core.Workflows.Schema;

/// <summary>Values and expressions, plain and wrapped.</summary>
internal static class ExpressionSchema
{
    private const string Clock = @"-?([0-9]+\.)?([01]?[0-9]|2[0-3]):[0-5]?[0-9](:[0-5]?[0-9](\.[0-9]{1,7})?)?";
    private const string Iso =
        @"[pP]([0-9]+[wW])?([0-9]+[dD])?([tT]([0-9]+[hH])?([0-9]+[mM])?([0-9]+(\.[0-9]+)?[sS])?)?";

    private static readonly string[] WrappedNames = ["expression", "typeName", "memoryReference"];

    /// <summary>As Elsa wraps the values of properties.</summary>
    public static JsonObject Wrapped()
    {
        var wrapped = Object(
        [
            new("typeName", Text("The type that the value is converted to; what the property takes counts.")),
            new("expression", Reference("expression")),
            new("memoryReference", new JsonObject().Described("Elsa's; it has no meaning here.")),
        ]);
        wrapped["anyOf"] = new JsonArray(
            [.. WrappedNames.Select(name => new JsonObject { ["required"] = Texts([name]) })]);
        return wrapped.Described("A value with its expression, as Elsa writes it.");
    }

    public static JsonObject Typed(IEnumerable<string> languages) => Object(
        [
            new("type", Words(["Literal", "Object", "Variable", "Input", .. languages, "Json"]).Described(
                "Literal: the value itself. Object: JSON, as it is or as text. Variable: {\"id\": ...}. Input: "
                    + "{\"name\": ...}. Else a program's language.")),
            new("value", new JsonObject().Described("What is meant depends on the type.")),
        ],
        "type").Described("How a value is got.");

    /// <summary>
    /// A value of a type in all the ways that the reader takes it: what can be converted, or an expression.
    /// </summary>
    public static JsonObject Value(DataType type) => type switch
    {
        { IsArray: true } => Plain(Type("array", "string", "null")),
        { Kind: DataKind.Boolean } => Plain(Type("boolean", "null"), Words(["true", "false"]), Type("number")),
        { Kind: DataKind.Integer or DataKind.Number } => Plain(Type("number", "string", "null")),
        { Kind: DataKind.TimeSpan } => Plain(TimeSpanText(), Type("null")),
        { Kind: DataKind.Object or DataKind.Json } => new JsonObject(),
        _ => Plain(Type("string", "number", "boolean", "array", "null")),
    };

    /// <summary>A literal of a shape: plain, or wrapped.</summary>
    public static JsonObject Plain(params JsonObject[] literals) => AnyOf([.. literals, Reference("wrapped")]);

    public static JsonObject TimeSpanText() => new() { ["type"] = "string", ["pattern"] = $"^ *({Clock}|{Iso}) *$" };

    public static JsonObject Number(double least, double most, bool isInteger)
    {
        var number = Type(isInteger ? "integer" : "number");
        number["minimum"] = least;
        number["maximum"] = most;
        return number;
    }
}
