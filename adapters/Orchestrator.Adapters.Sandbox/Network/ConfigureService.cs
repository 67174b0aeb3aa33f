using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Network;

/// <summary>Puts a service on a reserved port, in place of what was there. Undone, what was there is back.</summary>
internal static class ConfigureService
{
    private const int VlanMin = 2;
    private const int VlanMax = 4094;

    public static SandboxOperation Operation { get; } = new(
        new OperationDescription(
            "configure-service",
            """
            {
              "type": "object",
              "required": ["device", "port", "downMbps", "upMbps"],
              "properties": {
                "device": { "type": "string", "minLength": 1, "description": "The access device: access-1" },
                "port": { "type": "integer", "minimum": 1, "description": "The number of a reserved port" },
                "vlan": { "type": "integer", "minimum": 2, "maximum": 4094,
                          "description": "The VLAN (IEEE 802.1Q); not given: it keeps its own or gets a free one" },
                "downMbps": { "type": "integer", "minimum": 1, "description": "Megabits per second to the customer" },
                "upMbps": { "type": "integer", "minimum": 1, "description": "Megabits per second from the customer" }
              },
              "additionalProperties": true
            }
            """,
            """
            {
              "type": "object",
              "required": ["device", "port", "vlan", "downMbps", "upMbps"],
              "properties": {
                "device": { "type": "string", "description": "The device" },
                "port": { "type": "integer", "description": "The port's number" },
                "vlan": { "type": "integer", "description": "The VLAN that the service uses" },
                "downMbps": { "type": "integer", "description": "Megabits per second to the customer" },
                "upMbps": { "type": "integer", "description": "Megabits per second from the customer" },
                "replaced": { "type": "object",
                              "description": "The service that was there before: vlan, downMbps, upMbps" }
              },
              "additionalProperties": false
            }
            """,
            Inverse: "remove-service", CanRead: true, CanPreview: true)
        {
            Summary = "Configures a service with its VLAN and speeds on a reserved port.",
            ChangedBy = "configure-service",
            NamedBy = ["device", "port"],
        },
        Decide);

    private static JsonObject Decide(Draft draft, Input input)
    {
        var device = Device.Find(input.Text("device"));
        var port = input.Number("port", 1, int.MaxValue);
        var id = device.Port(port);
        var (down, up) = (Speed(device, input, "downMbps"), Speed(device, input, "upMbps"));
        if (draft.Find(NetworkAdapter.Ports, id) is null)
        {
            throw new RefusedException("PORT_NOT_RESERVED", $"Port {id} is not reserved. Reserve it first.");
        }

        var before = draft.Find(NetworkAdapter.Services, id);
        var vlan = input.NumberOrNull("vlan", VlanMin, VlanMax) ?? before?.Number("vlan") ?? AnyFree(draft, device);
        TakeVlan(draft, device, vlan, id, before);
        // One that is suspended stays so: only resume-service ends that.
        draft.Put(NetworkAdapter.Services, id, vlan, down, up, before?.Text("state"));

        var output = new JsonObject { ["device"] = device.Name, ["port"] = port }.WithService(vlan, down, up);
        if (before is not null) output["replaced"] = new JsonObject().WithService(before);
        return output;
    }

    private static long Speed(Device device, Input input, string field)
    {
        var mbps = input.Number(field, 1, int.MaxValue);
        return mbps <= device.MbpsMax ? mbps : throw new RefusedException(
            "SPEED_NOT_SUPPORTED",
            $"'{field}' is {mbps}; '{device.Name}' does at most {device.MbpsMax}. Choose a lower speed.");
    }

    private static long AnyFree(Draft draft, Device device) =>
        draft.Free(NetworkAdapter.Vlans, "device", device.Name, "vlan", VlanMin, VlanMax)
        ?? throw new RefusedException("NO_FREE_VLAN", $"All VLANs of '{device.Name}' are taken. Name another device.");

    private static void TakeVlan(Draft draft, Device device, long vlan, string port, Row? before)
    {
        if (before?.Number("vlan") == vlan) return;

        var id = VlanId(device.Name, vlan);
        if (draft.Find(NetworkAdapter.Vlans, id) is { } taken)
        {
            throw new RefusedException(
                "VLAN_TAKEN",
                $"VLAN {vlan} of '{device.Name}' belongs to port {taken.Text("port")}. Name another VLAN, or none.");
        }

        if (before is not null) RemoveService.FreeVlan(draft, device, before);
        draft.Put(NetworkAdapter.Vlans, id, device.Name, vlan, port);
    }

    public static string VlanId(string device, long vlan) =>
        string.Create(CultureInfo.InvariantCulture, $"{device}/{vlan}");
}
