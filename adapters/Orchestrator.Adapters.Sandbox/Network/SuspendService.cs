using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Network;

/// <summary>
/// Stops a port's service from carrying anything, and lets it carry again: it keeps its VLAN and its speeds meanwhile.
/// That it is so already is no error.
/// </summary>
internal static class SuspendService
{
    /// <summary>What is in the service's state while it is suspended; nothing is there else.</summary>
    private const string Suspended = "suspended";

    private const string InputSchema =
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
        """;

    private const string OutputSchema =
        """
        {
          "type": "object",
          "required": ["device", "port", "changed"],
          "properties": {
            "device": { "type": "string", "description": "The device" },
            "port": { "type": "integer", "description": "The port's number" },
            "changed": { "type": "boolean", "description": "False where it was so already" }
          },
          "additionalProperties": false
        }
        """;

    public static SandboxOperation Suspend { get; } = new(
        new OperationDescription(
            "suspend-service", InputSchema, OutputSchema, Inverse: "resume-service", CanRead: true, CanPreview: true)
        {
            Summary = "Stops a configured service from carrying traffic; it keeps all that it has.",
            NamedBy = ["device", "port"],
        },
        (draft, input) => Decide(draft, input, Suspended));

    public static SandboxOperation Resume { get; } = new(
        new OperationDescription(
            "resume-service", InputSchema, OutputSchema, Inverse: "suspend-service", CanRead: true, CanPreview: true)
        {
            Summary = "Lets a suspended service carry traffic again.",
            NamedBy = ["device", "port"],
        },
        (draft, input) => Decide(draft, input, null));

    private static JsonObject Decide(Draft draft, Input input, string? state)
    {
        var device = Device.Find(input.Text("device"));
        var port = input.Number("port", 1, int.MaxValue);
        var service = draft.Find(NetworkAdapter.Services, device.Port(port)) ?? throw new RefusedException(
            "NO_SERVICE", $"Port {device.Port(port)} carries no service. Configure one first, or name another port.");

        var isChanged = service.Text("state") != state;
        if (isChanged)
        {
            draft.Put(
                NetworkAdapter.Services,
                service.Id,
                service.Number("vlan"),
                service.Number("down_mbps"),
                service.Number("up_mbps"),
                state);
        }

        return new JsonObject { ["device"] = device.Name, ["port"] = port, ["changed"] = isChanged };
    }
}
