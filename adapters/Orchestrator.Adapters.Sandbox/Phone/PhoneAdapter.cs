using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Phone;

/// <summary>A telephone exchange: numbers, and the SIP trunks that they ring on.</summary>
internal static class PhoneAdapter
{
    public static Table Numbers { get; } = new("numbers", "number", "number", "customer", "state", "pool", "place")
    {
        ResourceKind = "number",
        Index = "pool, place",
        Guard = NoTrunkWith,
    };

    public static Table Trunks { get; } = new("trunks", "trunk", "trunk", "customer", "channels")
    {
        ResourceKind = "trunk",
    };

    /// <summary>A number rings on at most one trunk.</summary>
    public static Table Routes { get; } = new("routes", "route", "number", "trunk") { Index = "trunk" };

    public static IReadOnlyList<Table> Tables { get; } = [Numbers, Trunks, Routes];

    public static AdapterDefinition Definition { get; } = new(
        "phone", "EXCHANGE_BUSY", "EXCHANGE_FAULT", Tables,
        [
            ReserveNumber.Operation, ReleaseNumber.Operation, PortNumber.Operation, CreateTrunk.Operation,
            DeleteTrunk.Operation,
        ]);

    private static void NoTrunkWith(Draft draft, Row number)
    {
        if (draft.Find(Routes, number.Id) is { } route)
        {
            throw new RefusedException(
                "NUMBER_IN_USE",
                $"The number {number.Id} rings on trunk '{route.Text("trunk")}'. Delete the trunk first.");
        }
    }
}
