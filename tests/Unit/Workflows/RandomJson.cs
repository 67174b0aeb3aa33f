using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Core.Workflows.Reading.Activities;

namespace Orchestrator.Tests.Unit.Workflows;

/// <summary>JSON by chance, in the words that the reader knows, so that much of it is nearly right.</summary>
internal static class RandomJson
{
    private static readonly string[] Names =
    [
        .. ActivityTable.All.SelectMany(one => one.Properties).Select(one => one.Name).Distinct(),
        "id", "name", "type", "value", "expression", "typeName", "memoryReference", "variables", "result", "source",
        "target", "port",
        "activity", "items", "isArray", "customProperties", "canStartWorkflow", "label", "Type", "\ud83d\ude00",
    ];

    private static readonly string[] Texts =
    [
        .. ActivityTable.All.Select(one => one.TypeName), "Literal", "Object", "Variable", "Input", "JavaScript",
        "Liquid", "Int32",
        "String[]", "a", "b", "router", "ping", "open-port", "00:00:05", "P1D", "Done", "Failed", "hard", "none",
        "rollBack", "",
        "getA()", "getOutputFrom('a')", "setB(variables.A + getXFromA())", "{ \"id\": \"a\" }", "{", "while (",
        "\u0000\ud83d\ude00",
    ];

    public static byte[] Definition(Random random)
    {
        var document = new JsonObject
        {
            ["definitionId"] = random.Next(5) == 0 ? Any(random, 2) : "d",
            ["variables"] = Any(random, 3),
            ["inputs"] = Any(random, 3),
            ["root"] = Activity(random, 6),
        };
        return Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    /// <summary>Takes away, exchanges or makes up one thing somewhere within.</summary>
    public static void Mutate(JsonNode document, Random random)
    {
        var places = Within(document).ToArray();
        switch (places[random.Next(places.Length)])
        {
            case JsonObject { Count: > 0 } at when random.Next(3) > 0:
                var name = at.ElementAt(random.Next(at.Count)).Key;
                if (random.Next(2) == 0)
                    at.Remove(name);
                else
                    at[name] = Any(random, 3);
                break;
            case JsonObject at:
                at[Pick(random, Names)] = random.Next(2) == 0 ? Activity(random, 2) : Copy(random, places);
                break;
            case JsonArray { Count: > 0 } at when random.Next(2) == 0:
                at.RemoveAt(random.Next(at.Count));
                break;
            case JsonArray at:
                at.Insert(random.Next(at.Count + 1), random.Next(2) == 0 ? Any(random, 3) : Copy(random, places));
                break;
        }
    }

    /// <summary>Of something small: what doubles again and again would soon be larger than any definition.</summary>
    private static JsonNode? Copy(Random random, JsonNode[] places)
    {
        var copy = places[random.Next(places.Length)];
        return copy.ToJsonString().Length < 2_000 ? copy.DeepClone() : Any(random, 2);
    }

    private static IEnumerable<JsonNode> Within(JsonNode node)
    {
        yield return node;
        var children = node is JsonObject members ? members.Select(one => one.Value) : node as JsonArray ?? [];
        foreach (var within in children.OfType<JsonNode>().Where(child => child is not JsonValue).SelectMany(Within))
            yield return within;
    }

    private static JsonObject Activity(Random random, int depth)
    {
        var description = ActivityTable.All[random.Next(ActivityTable.All.Length)];
        var activity = new JsonObject { ["type"] = description.TypeName };
        if (random.Next(2) == 0)
            activity["id"] = Pick(random, Texts);
        foreach (var property in description.Properties.Where(_ => random.Next(5) > 0))
            activity[property.Name] = Property(random, property.Name, depth - 1);
        return activity;
    }

    private static JsonNode? Property(Random random, string name, int depth) => name switch
    {
        _ when depth <= 0 || random.Next(4) == 0 => Any(random, 2),
        "activities" => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Activity(random, depth))]),
        "then" or "else" or "body" or "default" => Activity(random, depth),
        _ => Any(random, 3),
    };

    private static JsonNode? Any(Random random, int depth) => random.Next(depth <= 0 ? 5 : 9) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(3) == 0 ? random.NextDouble() * 1e300 : random.Next(-2, 10),
        3 or 4 => Pick(random, Texts),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, depth - 1))]),
        6 => new JsonObject
        {
            ["expression"] = new JsonObject { ["type"] = Pick(random, Texts), ["value"] = Any(random, depth - 1) },
        },
        _ => Members(random, depth),
    };

    private static JsonObject Members(Random random, int depth)
    {
        var members = new JsonObject();
        for (var count = random.Next(5); count > 0; count--)
            members[Pick(random, Names)] = Any(random, depth - 1);
        return members;
    }

    private static string Pick(Random random, string[] texts) => texts[random.Next(texts.Length)];
}
