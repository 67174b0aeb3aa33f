using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Engine.Products;

/// <summary>The text of a product as it is stored: with the ids of its workflows in place of their files.</summary>
internal static class ProductText
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="content">A product.json that reads without errors.</param>
    /// <param name="definitionOf">The definition of each file; other names stay as they are.</param>
    public static string WithDefinitions(string content, IReadOnlyDictionary<string, string> definitionOf)
    {
        var root = (JsonObject)JsonNode.Parse(content)!;
        root.Remove("$schema");
        if (root["actions"] is JsonObject actions)
        {
            foreach (var name in actions.Select(action => action.Key).ToArray())
                Replace(actions, name, definitionOf);
        }

        var changes = (root["changes"] as JsonObject)?.Select(change => change.Value) ?? [];
        foreach (var one in changes.Concat(root["followUps"] as JsonArray ?? []).OfType<JsonObject>())
            Replace(one, "workflow", definitionOf);
        return root.ToJsonString(Readable) + "\n";
    }

    private static void Replace(JsonObject where, string name, IReadOnlyDictionary<string, string> definitionOf)
    {
        if (where[name] is JsonValue value
            && value.TryGetValue<string>(out var workflow)
            && definitionOf.TryGetValue(workflow, out var definition))
            where[name] = definition;
    }
}
