using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Tests.EndToEnd.Fuzz;

/// <summary>Definitions that are nearly right: real ones with something changed, moved, doubled or cut.</summary>
internal sealed class JsonMutation(IReadOnlyList<string> seeds)
{
    private static readonly string[] Scraps =
    [
        "null", "true", "0", "-1", "1e999", "123456789012345678901234567890", "\"\"", "[]", "{}", "[[[[]]]]",
        "\"\\u0000\"", "\"\\ud800\"", "\"Elsa.While\"", "\"Orchestrator.Step\"",
        "\"00:00:00\"", "\"99999999.00:00:00\"", "\"-00:00:01\"", "\"line\"",
        """{ "type": "JavaScript", "value": "while(true){}" }""", """{ "type": "JavaScript", "value": "((((" }""", """{ "type": "Input", "value": { "name": "nobody" } }""",
        """{ "type": "Variable", "value": { "id": "nobody" } }""", """{ "typeName": "Object", "expression": { "type": "JavaScript", "value": "getLastResult().x.y.z" } }""",
        """{ "id": "fault", "type": "Elsa.Fault", "message": "no" }""", """{ "id": "end", "type": "Elsa.Finish" }""",
        """{ "id": "again", "type": "Elsa.While", "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "true" } }, "body": { "id": "w", "type": "Elsa.WriteLine", "text": "x" } }""",
    ];

    private static readonly JsonDocumentOptions Lenient =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 512 };

    public string Make(Random random)
    {
        var seed = seeds[random.Next(seeds.Count)];
        return random.Next(8) switch
        {
            0 => OfText(seed, random),
            1 => Nested(random),
            _ => OfTree(seed, random),
        };
    }

    private static string OfText(string text, Random random)
    {
        var changed = new StringBuilder(text);
        for (var count = random.Next(1, 4); count > 0 && changed.Length > 0; count--)
        {
            var place = random.Next(changed.Length);
            if (random.Next(3) == 0)
                changed.Length = place;
            else if (random.Next(2) == 0)
                changed[place] = (char)random.Next(1, 0xd7ff);
            else
                changed.Insert(place, Scraps[random.Next(Scraps.Length)]);
        }

        return changed.ToString();
    }

    private static string Nested(Random random)
    {
        var depth = random.Next(1, 5_000);
        var (open, close) = random.Next(2) == 0 ? ("[", "]") : ("{\"root\":", "}");
        return string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(
            Enumerable.Repeat(close, random.Next(2) == 0 ? depth : depth / 2));
    }

    private static string OfTree(string text, Random random)
    {
        var root = JsonNode.Parse(text, documentOptions: Lenient)!;
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var nodes = Inner(root).ToList();
            Change(nodes[random.Next(nodes.Count)], nodes[random.Next(nodes.Count)], random);
        }

        return root.ToJsonString();
    }

    private static void Change(JsonNode place, JsonNode other, Random random)
    {
        var value = random.Next(3) switch
        {
            0 => other.DeepClone(),
            1 => JsonValue.Create(random.Next(-2, 3)),
            _ => JsonNode.Parse(Scrap(random)),
        };
        if (place is JsonObject { Count: > 0 } members)
        {
            var (name, was) = members.ElementAt(random.Next(members.Count));
            members.Remove(name);
            if (random.Next(3) == 0)
                members[$"{name}x"] = was?.DeepClone();
            else if (random.Next(2) == 0)
                members[name] = value;
        }
        else if (place is JsonArray items)
        {
            if (items.Count > 0 && random.Next(2) == 0)
                items.RemoveAt(random.Next(items.Count));
            else
                items.Insert(random.Next(items.Count + 1), value);
        }
    }

    // A number that no node can hold, and half a character, are for the text alone.
    private static string Scrap(Random random)
    {
        var scrap = Scraps[random.Next(Scraps.Length)];
        return scrap.Contains("d800", StringComparison.Ordinal) ? "\"\"" : scrap;
    }

    private static IEnumerable<JsonNode> Inner(JsonNode node)
    {
        if (node is not (JsonObject or JsonArray))
            return [];

        var children = node is JsonObject members ? members.Select(member => member.Value) : (JsonArray)node;
        return [node, .. children.Where(child => child is not null).SelectMany(child => Inner(child!))];
    }
}
