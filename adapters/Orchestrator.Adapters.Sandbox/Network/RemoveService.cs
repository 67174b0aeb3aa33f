using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Network;

/// <summary>Takes the service off a port, and frees its VLAN. That there is none is no error.</summary>
internal static class RemoveService
{
    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "remove-service",
            """
            {
              "type": "object",
              "required": ["device", "port"],
              "properties": {
                "device": { "type": "string", "minLength": 1, "description": "The access device: access-1" },
                "port": { "type": "integer", "minimum": 1, "description": "The port's number" }
              },
              "additionalProperties": true
            }
            """,
            """
            {
              "type": "object",
              "required": ["device", "port", "removed"],
              "properties": {
                "device": { "type": "string", "description": "The device" },
                "port": { "type": "integer", "description": "The port's number" },
                "removed": { "type": "boolean", "description": "False where there was no service" },
                "vlan": { "type": "integer", "description": "The VLAN that was freed" },
                "downMbps": { "type": "integer", "description": "Megabits per second that went to the customer" },
                "upMbps": { "type": "integer", "description": "Megabits per second that came from the customer" }
              },
              "additionalProperties": false
            }
            """,
            Inverse: "configure-service", CanRead: true, CanPreview: true)
        {
            Summary = "Removes the service from a port.",
        },
        Decide);

    public static void FreeVlan(Draft draft, Device device, Row service)
    {
        var id = ConfigureService.VlanId(device.Name, service.Number("vlan"));
        if (draft.Find(NetworkAdapter.Vlans, id) is { } vlan) draft.Remove(vlan);
    }

    private static JsonObject Decide(Draft draft, Input input)
    {
        var device = Device.Find(input.Text("device"));
        var port = input.Number("port", 1, int.MaxValue);
        var service = draft.Find(NetworkAdapter.Services, device.Port(port));

        var output = new JsonObject { ["device"] = device.Name, ["port"] = port, ["removed"] = service is not null };
        if (service is null) return output;

        FreeVlan(draft, device, service);
        draft.Remove(service);
        return output.WithService(service);
    }
}
