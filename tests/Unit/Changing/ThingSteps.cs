using System.Text.Json.Nodes;

namespace Orchestrator.Tests.Unit.Changing;

/// <summary>Writes provisionings of things.</summary>
internal static class ThingSteps
{
    /// <summary>A step that makes a thing, or sends a note.</summary>
    /// <param name="id">The step's.</param>
    /// <param name="operation">After <c>make-</c>; or <c>note</c>.</param>
    /// <param name="input">JSON.</param>
    /// <param name="more">JSON members that the step has besides.</param>
    public static JsonObject Step(string id, string operation, string input, string more = "{}")
    {
        var step = new JsonObject
        {
            ["id"] = id,
            ["type"] = "Orchestrator.Step",
            ["adapter"] = "things",
            ["operation"] = operation == "note" ? operation : $"make-{operation}",
            ["input"] = JsonNode.Parse(input),
        };
        foreach (var (name, value) in JsonNode.Parse(more)!.AsObject())
            step[name] = value?.DeepClone();
        return step;
    }

    public static JsonObject Sequence(string id, params JsonNode[] activities) => new()
    {
        ["id"] = id,
        ["type"] = "Elsa.Sequence",
        ["activities"] = new JsonArray(activities),
    };

    public static string Script(string script) =>
        $$"""{ "typeName": "Object", "expression": { "type": "JavaScript", "value": "{{script}}" } }""";

    /// <summary>A provisioning of some activities, one after the other.</summary>
    public static string Provisioning(string id, params JsonNode[] activities) => Provisioning(id, Sequence("all", activities));

    public static string Provisioning(string id, JsonObject root) => new JsonObject
    {
        ["definitionId"] = $"{id}-provision",
        ["name"] = id,
        ["inputs"] = JsonNode.Parse("""
            [
              { "name": "rate", "type": "Int32", "defaultValue": "1" },
              { "name": "fancy", "type": "Boolean", "defaultValue": "false" },
              { "name": "links", "type": "Object" }
            ]
            """),
        ["root"] = root,
    }.ToJsonString();
}
