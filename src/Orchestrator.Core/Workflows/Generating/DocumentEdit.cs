using System.Text.Json.Nodes;

namespace Orchestrator.Core.Workflows.Generating;

/// <summary>Finds activities in a definition's document, wherever they stand.</summary>
internal static class DocumentEdit
{
    /// <summary>Every activity, by its id; those without one are not found.</summary>
    public static Dictionary<string, JsonObject> Activities(JsonNode root)
    {
        var found = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        Collect(root, found);
        return found;
    }

    /// <summary>Puts another activity in its place, which keeps its id: connections to it stand.</summary>
    public static void Empty(JsonObject activity)
    {
        foreach (var name in activity.Select(member => member.Key).ToArray())
        {
            if (name is not ("id" or "metadata"))
                activity.Remove(name);
        }

        activity["type"] = "Elsa.Sequence";
        activity["activities"] = new JsonArray();
    }

    private static void Collect(JsonNode? node, Dictionary<string, JsonObject> found)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list)
                    Collect(item, found);
                break;
            case JsonObject one:
                if (Text(one["id"]) is { } id && Text(one["type"]) is not null)
                    found.TryAdd(id, one);
                foreach (var member in one)
                    Collect(member.Value, found);
                break;
        }
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
