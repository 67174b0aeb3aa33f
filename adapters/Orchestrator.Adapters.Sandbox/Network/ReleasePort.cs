using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Network;

/// <summary>Gives a port back. That it is free already is no error.</summary>
internal static class ReleasePort
{
    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "release-port",
            """
            {
              "type": "object",
              "required": ["device"],
              "properties": {
                "device": { "type": "string", "minLength": 1, "description": "The access device: access-1" },
                "port": { "type": "integer", "minimum": 1, "description": "The port's number; needed but for undoing" },
                "customer": { "type": "string", "minLength": 1,
                              "description": "Where given, a port of another customer is not touched" }
              },
              "additionalProperties": true
            }
            """,
            """
            {
              "type": "object",
              "required": ["device", "port", "released"],
              "properties": {
                "device": { "type": "string", "description": "The device" },
                "port": { "type": "integer", "description": "The port's number" },
                "released": { "type": "boolean", "description": "False where it was free already" },
                "customer": { "type": "string", "description": "Whom it was kept for" }
              },
              "additionalProperties": false
            }
            """,
            Inverse: "reserve-port", CanRead: true, CanPreview: true)
        {
            Summary = "Releases a reserved port of a device.",
        },
        Decide);

    private static JsonObject Decide(Draft draft, Input input)
    {
        var device = Device.Find(input.Text("device"));
        var port = input.Number("port", 1, int.MaxValue);
        var output = new JsonObject { ["device"] = device.Name, ["port"] = port };

        if (draft.Find(NetworkAdapter.Ports, device.Port(port)) is not { } reserved)
        {
            output["released"] = false;
            return output;
        }

        CheckOwner(reserved, input.TextOrNull("customer"));
        draft.Remove(reserved);
        output["released"] = true;
        output["customer"] = reserved.Text("customer");
        return output;
    }

    private static void CheckOwner(Row reserved, string? customer)
    {
        if (customer is not null && customer != reserved.Text("customer"))
        {
            throw new RefusedException(
                "PORT_OF_OTHER_CUSTOMER",
                $"Port {reserved.Id} is reserved for customer '{reserved.Text("customer")}', not '{customer}'. "
                + "Look up the right port.");
        }
    }
}
