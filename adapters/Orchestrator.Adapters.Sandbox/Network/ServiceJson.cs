using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Network;

/// <summary>A service as inputs and outputs write it.</summary>
internal static class ServiceJson
{
    public static JsonObject WithService(this JsonObject json, long vlan, long downMbps, long upMbps)
    {
        json["vlan"] = vlan;
        json["downMbps"] = downMbps;
        json["upMbps"] = upMbps;
        return json;
    }

    public static JsonObject WithService(this JsonObject json, Row service) =>
        json.WithService(service.Number("vlan"), service.Number("down_mbps"), service.Number("up_mbps"));
}
