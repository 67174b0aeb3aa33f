using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Server.Settings;

namespace Orchestrator.Server.Scheduling;

/// <summary>
/// Says whether a call may begin now. Of the windows of a lane, or of an adapter's instance, one must be open; a call
/// to an adapter with windows in a lane with windows waits for both.
/// </summary>
internal sealed class WindowTable
{
    /// <summary>Where none ever opens again, it is looked at so often: the settings may have changed.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromDays(1);

    private readonly NamePatterns<MaintenanceWindow[]> _ofLanes;
    private readonly Dictionary<string, MaintenanceWindow[]> _ofAdapters;

    private WindowTable(WindowSettings settings)
    {
        MaintenanceWindow[] Named(IReadOnlyList<string> names) => [.. names.Select(name => settings.ByName[name])];
        _ofLanes = new(settings.OfLanes.Select(one => KeyValuePair.Create(one.Key, Named(one.Value))));
        _ofAdapters = settings.OfAdapters.ToDictionary(
            static one => one.Key, one => Named(one.Value), StringComparer.Ordinal);
    }

    /// <summary>Null where nothing has a window.</summary>
    /// <param name="settings">The windows, and what has them.</param>
    /// <param name="adapters">The instances that there are.</param>
    /// <exception cref="SettingsException">An instance that has windows is none.</exception>
    public static WindowCalendar? Of(WindowSettings settings, IEnumerable<string> adapters)
    {
        var instances = adapters.Order(StringComparer.Ordinal).ToArray();
        if (settings.OfAdapters.Keys.FirstOrDefault(
            name => !instances.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw new SettingsException(
                $"{WindowReader.Adapters}{unknown}:{WindowReader.Names}: there is no adapter instance '{unknown}'. There are {string.Join(", ", instances)}.");
        }

        return settings == WindowSettings.None ? null : new WindowTable(settings).Closed;
    }

    private WindowWait? Closed(string adapter, string? lane, bool undo, DateTimeOffset now)
    {
        var ofLane = lane is null ? null : Closed(_ofLanes.Find(lane), undo, now);
        var ofAdapter = Closed(_ofAdapters.GetValueOrDefault(adapter), undo, now);
        return ofLane?.Opens >= ofAdapter?.Opens || ofAdapter is null ? ofLane : ofAdapter;
    }

    private static WindowWait? Closed(MaintenanceWindow[]? windows, bool undo, DateTimeOffset now)
    {
        if (windows is not { Length: > 0 }
            || Array.Exists(windows, window => (undo && window.UndoAnytime) || window.IsOpen(now)))
            return null;

        return windows
            .Select(window => new WindowWait(window.Name, window.OpensAfter(now) ?? now + LookAgain))
            .MinBy(static wait => wait.Opens);
    }
}
