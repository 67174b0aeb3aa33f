using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Schema;

/// <summary>What schemas are made of.</summary>
internal static class SchemaParts
{
    public static JsonObject Reference(string definition) => new() { ["$ref"] = $"#/definitions/{definition}" };

    public static JsonObject AnyOf(params JsonObject[] schemas) => new() { ["anyOf"] = new JsonArray([.. schemas]) };

    public static JsonObject Type(params string[] types) =>
        new() { ["type"] = types.Length == 1 ? types[0] : Texts(types) };

    public static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    public static JsonObject Text(string description, int lengthMin = 0)
    {
        var text = Type("string").Described(description);
        if (lengthMin > 0)
            text["minLength"] = lengthMin;
        return text;
    }

    public static JsonObject Object(IEnumerable<KeyValuePair<string, JsonNode?>> properties, params string[] required)
    {
        var schema = new JsonObject { ["type"] = "object" };
        if (required.Length > 0)
            schema["required"] = Texts(required);
        schema["properties"] = new JsonObject(properties);
        return schema;
    }

    /// <summary>
    /// One of some words: as they are for editors to offer, and in any case, as the reader takes them.
    /// </summary>
    public static JsonObject Words(IEnumerable<string> words)
    {
        var anyCase = words.Select(word => string.Concat(word.Select(letter =>
            char.IsAsciiLetter(letter) ? $"[{char.ToLowerInvariant(letter)}{char.ToUpperInvariant(letter)}]" : Regex.Escape($"{letter}"))));
        return AnyOf(
            new JsonObject { ["enum"] = Texts(words) },
            new JsonObject { ["type"] = "string", ["pattern"] = $"^({string.Join('|', anyCase)})$" });
    }

    public static JsonObject Described(this JsonObject schema, string description)
    {
        schema.Insert(0, "description", description);
        return schema;
    }

    public static JsonObject WithDefault(this JsonObject schema, Value value)
    {
        if (!value.IsNull)
            schema["default"] = JsonNode.Parse(ValueJson.ToText(value));
        return schema;
    }

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
