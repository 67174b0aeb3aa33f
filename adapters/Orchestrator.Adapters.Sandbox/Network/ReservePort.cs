using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Network;

/// <summary>Keeps a port of a device for a customer: the one that is named, or any that is free.</summary>
internal static class ReservePort
{
    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "reserve-port",
            """
            {
              "type": "object",
              "required": ["device", "customer"],
              "properties": {
                "device": { "type": "string", "minLength": 1, "description": "The access device: access-1" },
                "port": { "type": "integer", "minimum": 1,
                          "description": "The port's number; a free one is chosen where it is not given" },
                "customer": { "type": "string", "minLength": 1, "description": "Whom it is kept for" }
              },
              "additionalProperties": true
            }
            """,
            """
            {
              "type": "object",
              "required": ["device", "port", "customer"],
              "properties": {
                "device": { "type": "string", "description": "The device" },
                "port": { "type": "integer", "description": "The number of the port that was reserved" },
                "customer": { "type": "string", "description": "Whom it is kept for" }
              },
              "additionalProperties": false
            }
            """,
            Inverse: "release-port", CanRead: true, CanPreview: true)
        {
            Summary = "Reserves a port of a device for a customer.",
            NamedBy = ["device", "port"],
        },
        Decide);

    private static JsonObject Decide(Draft draft, Input input)
    {
        var device = Device.Find(input.Text("device"));
        var customer = input.Text("customer");
        var port = input.NumberOrNull("port", 1, int.MaxValue) ?? AnyFree(draft, device);

        var id = device.Port(port);
        if (draft.Find(NetworkAdapter.Ports, id) is { } taken)
        {
            throw new RefusedException(
                "PORT_TAKEN",
                $"Port {id} is reserved for customer '{taken.Text("customer")}'. Name another port, or none.");
        }

        draft.Put(NetworkAdapter.Ports, id, device.Name, port, customer);
        return new JsonObject { ["device"] = device.Name, ["port"] = port, ["customer"] = customer };
    }

    private static long AnyFree(Draft draft, Device device) =>
        draft.Free(NetworkAdapter.Ports, "device", device.Name, "port", 1, device.Ports)
        ?? throw new RefusedException(
            "NO_FREE_PORT", $"All {device.Ports} ports of '{device.Name}' are taken. Name another device.");
}
