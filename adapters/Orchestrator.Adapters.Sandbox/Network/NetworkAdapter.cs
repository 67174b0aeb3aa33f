using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Network;

/// <summary>Access devices: ports, and the services configured on them.</summary>
internal static class NetworkAdapter
{
    public static Table Ports { get; } = new("ports", "port", "id", "device", "port", "customer")
    {
        ResourceKind = "port",
        Index = "device, port",
        Guard = NoServiceOn,
    };

    /// <summary>A device's VLAN belongs to one port; the row is made and removed with the port's service.</summary>
    public static Table Vlans { get; } = new("vlans", "VLAN", "id", "device", "vlan", "port")
    {
        ResourceKind = "vlan",
        Index = "device, vlan",
    };

    /// <summary>At most one on a port, under the port's own key. Its state is empty where it carries traffic.</summary>
    public static Table Services { get; } = new("services", "service", "port", "vlan", "down_mbps", "up_mbps", "state")
    {
        ResourceKind = "service",
    };

    public static IReadOnlyList<Table> Tables { get; } = [Ports, Vlans, Services];

    public static AdapterDefinition Definition { get; } = new(
        "network", "DEVICE_BUSY", "DEVICE_FAULT", Tables,
        [
            ReservePort.Operation, ReleasePort.Operation, ConfigureService.Operation, RemoveService.Operation,
            SuspendService.Suspend, SuspendService.Resume, CheckPort.Operation,
        ]);

    private static void NoServiceOn(Draft draft, Row port)
    {
        if (draft.Find(Services, port.Id) is not null)
        {
            throw new RefusedException("PORT_IN_USE", $"Port {port.Id} carries a service. Remove the service first.");
        }
    }
}
