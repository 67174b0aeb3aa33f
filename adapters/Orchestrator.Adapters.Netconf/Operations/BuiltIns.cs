using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Adapters.Netconf.Operations;

/// <summary>The operations that need no declaration, declared as any others are.</summary>
internal static class BuiltIns
{
    public const string Edit = "edit";
    public const string Revert = "revert";
    public const string Get = "get";
    public const string Rpc = "rpc";

    private const string Device =
        """ "device": { "type": "string", "description": "The device's name, where the instance has several." } """;

    private const string Parameters =
        """ "parameters": { "type": "object", "description": "Values for places such as ${parameters.vlan}." } """;

    private const string Text =
        $$"""
        {
          "{{Edit}}": {
            "edit": null,
            "summary": "Edits a part of a device's configuration.",
            "inverse": "{{Revert}}",
            "input": { "type": "object", "required": ["template"], "properties": { {{Device}}, {{Parameters}},
              "template": { "type": "string", "minLength": 1,
                "description": "XML with places for values, or the name of a file that has it." },
              "keys": { "type": "object", "additionalProperties": { "type": "array", "items": { "type": "string" } },
                "description": "The key leaves of each list, none for a leaf-list." } } }
          },
          "{{Revert}}": {
            "revert": null,
            "summary": "Takes back what an edit changed.",
            "input": { "type": "object" }
          },
          "{{Get}}": {
            "get": null,
            "summary": "Reads from a device.",
            "hasEffect": false,
            "input": { "type": "object", "properties": { {{Device}}, {{Parameters}},
              "filter": { "type": "string", "description": "A subtree as XML, or the name of a file that has it." },
              "xpath": { "type": "string", "description": "An XPath, for devices that take one." },
              "namespaces": { "type": "object", "additionalProperties": { "type": "string" },
                "description": "The namespaces of the XPath's prefixes." },
              "datastore": { "enum": ["running", "candidate", "startup"],
                "description": "Configuration from there; left out: what runs, and the device's state." } } },
            "output": { "type": "object", "required": ["data"], "properties": {
              "data": { "type": "string", "description": "What there is, as XML." } } }
          },
          "{{Rpc}}": {
            "rpc": null,
            "summary": "Calls an operation of a device.",
            "input": { "type": "object", "required": ["rpc"], "properties": { {{Device}}, {{Parameters}},
              "rpc": { "type": "string", "minLength": 1,
                "description": "One element as XML with places for values, or the name of a file that has it." } } },
            "output": { "type": "object", "properties": {
              "reply": { "type": "string", "description": "What the device answered, as XML." } } }
          }
        }
        """;

    /// <summary>The declaration with those of the operations that it does not declare itself.</summary>
    /// <param name="declaration">Null where there is none.</param>
    /// <param name="withAll">False: only what the declared operations name as their inverse.</param>
    public static JsonElement AddTo(JsonElement? declaration, bool withAll)
    {
        var whole = declaration is { } given ? JsonNode.Parse(given.GetRawText())!.AsObject() : [];
        whole["operations"] ??= new JsonObject();
        var operations = whole["operations"]!.AsObject();
        var inverses = operations.Select(one => (string?)one.Value!["inverse"]).ToHashSet();
        foreach (var (name, builtIn) in JsonNode.Parse(Text)!.AsObject())
        {
            if (!operations.ContainsKey(name) && (withAll || inverses.Contains(name)))
                operations[name] = builtIn!.DeepClone();
        }

        return JsonSerializer.SerializeToElement(whole);
    }

    /// <summary>What an operation is, by the member that says what it does.</summary>
    public static string KindOf(JsonElement body) =>
        new[] { Edit, Get, Rpc, Revert }.First(kind => body.TryGetProperty(kind, out _));
}
