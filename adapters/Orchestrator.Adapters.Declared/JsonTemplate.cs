using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Adapters.Declared;

/// <summary>
/// A JSON value whose texts are templates. A text that is one place and nothing else takes the value as it is, whatever
/// its kind; where such a place is optional and has no value, its member is left out.
/// </summary>
public sealed class JsonTemplate
{
    private readonly Func<JsonElement, JsonNode?> _fill;
    private readonly bool _isOptional;

    private JsonTemplate(Func<JsonElement, JsonNode?> fill, bool isOptional = false) =>
        (_fill, _isOptional) = (fill, isOptional);

    /// <exception cref="FormatException">A template in it is wrong.</exception>
    public static JsonTemplate Parse(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var members = json.EnumerateObject().Select(member => (member.Name, Parse(member.Value))).ToList();
                return new(scope => Object(members, scope));
            case JsonValueKind.Array:
                var items = json.EnumerateArray().Select(Parse).ToList();
                return new(scope => Array(items, scope));
            case JsonValueKind.String:
                var template = Template.Parse(json.GetString()!);
                return template.Only is { } only
                    ? new(scope => only.ValueIn(scope) is { } value ? NodeOf(value) : null, only.IsOptional)
                    : new(scope => template.Fill(scope));
            default:
                var literal = json.Clone();
                return new(_ => NodeOf(literal));
        }
    }

    /// <summary>The value with its places filled; null is JSON's.</summary>
    /// <exception cref="TemplateException">A value is missing, or does not fit where it stands.</exception>
    public JsonNode? Fill(JsonElement scope) => _fill(scope);

    private static JsonObject Object(List<(string Name, JsonTemplate Value)> members, JsonElement scope)
    {
        var filled = new JsonObject();
        foreach (var (name, template) in members)
        {
            var value = template.Fill(scope);
            if (value is not null || !template._isOptional)
                filled[name] = value;
        }

        return filled;
    }

    private static JsonArray Array(List<JsonTemplate> items, JsonElement scope)
    {
        var filled = new JsonArray();
        foreach (var template in items)
        {
            var value = template.Fill(scope);
            if (value is not null || !template._isOptional)
                filled.Add(value);
        }

        return filled;
    }

    private static JsonNode? NodeOf(JsonElement value) => JsonNode.Parse(value.GetRawText());
}
