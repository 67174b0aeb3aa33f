using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Phone;

/// <summary>Removes a SIP trunk; its numbers stay with the customer. That there is none is no error.</summary>
internal static class DeleteTrunk
{
    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "delete-trunk",
            """
            {
              "type": "object",
              "anyOf": [{ "required": ["trunk"] }, { "required": ["customer"] }],
              "properties": {
                "trunk": { "type": "string", "minLength": 1,
                           "description": "The trunk's name; trunk-{customer} where it is not given" },
                "customer": { "type": "string", "minLength": 1, "description": "Whose it is" }
              },
              "additionalProperties": true
            }
            """,
            """
            {
              "type": "object",
              "required": ["trunk", "deleted"],
              "properties": {
                "trunk": { "type": "string", "description": "The trunk's name" },
                "deleted": { "type": "boolean", "description": "False where there was none" },
                "customer": { "type": "string", "description": "Whose it was" },
                "channels": { "type": "integer", "description": "Calls at the same time" },
                "numbers": { "type": "array", "items": { "type": "string" },
                             "description": "The numbers that rang on it (E.164)" }
              },
              "additionalProperties": false
            }
            """,
            Inverse: "create-trunk", CanRead: true, CanPreview: true)
        {
            Summary = "Deletes a SIP trunk.",
        },
        Decide);

    private static JsonObject Decide(Draft draft, Input input)
    {
        var name = CreateTrunk.Name(input);
        if (draft.Find(PhoneAdapter.Trunks, name) is not { } trunk)
        {
            return new JsonObject { ["trunk"] = name, ["deleted"] = false };
        }

        var routes = draft.Where(PhoneAdapter.Routes, "trunk", name);
        foreach (var route in routes) draft.Remove(route);
        draft.Remove(trunk);
        return new JsonObject
        {
            ["trunk"] = name,
            ["deleted"] = true,
            ["customer"] = trunk.Text("customer"),
            ["channels"] = trunk.Number("channels"),
            ["numbers"] = new JsonArray([.. routes.Select(route => (JsonNode)route.Id)]),
        };
    }
}
