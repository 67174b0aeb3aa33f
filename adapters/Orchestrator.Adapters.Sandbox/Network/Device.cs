using System.Globalization;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Network;

/// <summary>
/// An installed device. There are access-1 to access-99 and edge-1 to edge-9 as in a small network, and lab-1 to
/// lab-9999 with room for a load test.
/// </summary>
internal sealed record Device(string Name, long Ports, long MbpsMax)
{
    public static Device Find(string name) => name.Split('-') switch
    {
        ["access", var number] when IsUpTo(99, number) => new Device(name, 48, 1_000),
        ["edge", var number] when IsUpTo(9, number) => new Device(name, 48, 10_000),
        ["lab", var number] when IsUpTo(9999, number) => new Device(name, 4_000, 10_000),
        _ => throw new RefusedException(
            "UNKNOWN_DEVICE",
            $"There is no device '{name}'. Name one of access-1 to access-99, edge-1 to edge-9, lab-1 to lab-9999."),
    };

    /// <summary>The port's key.</summary>
    public string Port(long port) => port <= Ports
        ? string.Create(CultureInfo.InvariantCulture, $"{Name}/{port}")
        : throw new RefusedException(
            "UNKNOWN_PORT", $"The device '{Name}' has no port {port}. It has ports 1 to {Ports}.");

    private static bool IsUpTo(int max, string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        && value >= 1 && value <= max
        && number[0] != '0';
}
