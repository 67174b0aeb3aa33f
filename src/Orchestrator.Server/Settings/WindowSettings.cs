using Orchestrator.Server.Scheduling;

namespace Orchestrator.Server.Settings;

/// <summary>When calls may begin: in lanes and to adapters that have windows, only while one of them is open.</summary>
public sealed record WindowSettings
{
    /// <summary>Calls may begin at any time.</summary>
    public static WindowSettings None { get; } = new();

    public IReadOnlyDictionary<string, MaintenanceWindow> ByName { get; init; } = new Dictionary<string, MaintenanceWindow>();

    /// <summary>Names of windows by a lane's name or pattern; empty for lanes that have none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> OfLanes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Names of windows by the adapter's instance.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> OfAdapters { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
