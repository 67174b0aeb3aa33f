using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Network;

/// <summary>Looks at a port, and changes nothing.</summary>
internal static class CheckPort
{
    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "check-port",
            """
            {
              "type": "object",
              "required": ["device", "port"],
              "properties": {
                "device": { "type": "string", "minLength": 1, "description": "The access device: access-1" },
                "port": { "type": "integer", "minimum": 1, "description": "The port's number" }
              },
              "additionalProperties": false
            }
            """,
            """
            {
              "type": "object",
              "required": ["device", "port", "state"],
              "properties": {
                "device": { "type": "string", "description": "The device" },
                "port": { "type": "integer", "description": "The port's number" },
                "state": { "type": "string", "enum": ["free", "reserved", "in-service"],
                           "description": "What is there" },
                "customer": { "type": "string", "description": "Whom it is kept for" },
                "vlan": { "type": "integer", "description": "The service's VLAN" },
                "downMbps": { "type": "integer", "description": "Megabits per second to the customer" },
                "upMbps": { "type": "integer", "description": "Megabits per second from the customer" }
              },
              "additionalProperties": false
            }
            """,
            HasEffect: false, CanRead: true, CanPreview: true)
        {
            Summary = "Tells whether a port is free, reserved or in service.",
        },
        Decide);

    private static JsonObject Decide(Draft draft, Input input)
    {
        var device = Device.Find(input.Text("device"));
        var port = input.Number("port", 1, int.MaxValue);
        var reserved = draft.Find(NetworkAdapter.Ports, device.Port(port));
        var service = draft.Find(NetworkAdapter.Services, device.Port(port));

        var state = service is not null ? "in-service" : reserved is not null ? "reserved" : "free";
        var output = new JsonObject { ["device"] = device.Name, ["port"] = port, ["state"] = state };
        if (reserved is not null) output["customer"] = reserved.Text("customer");
        return service is null ? output : output.WithService(service);
    }
}
