using System.Text.Json;
using Orchestrator.Adapters.Netconf.Sessions;

namespace Orchestrator.Adapters.Netconf.Operations;

/// <summary>The devices of an instance, which alone can be named by calls, and the sessions with them.</summary>
internal sealed class DeviceTable : IDisposable
{
    private readonly Dictionary<string, SessionPool> _pools;

    private DeviceTable(Dictionary<string, SessionPool> pools) => _pools = pools;

    public static DeviceTable Of(AdapterSetup setup)
    {
        var settings = NetconfSettings.Read(setup);
        var devices = setup.Settings.TryGetProperty("devices", out var named)
            ? named.EnumerateObject().Select(one => Device(one.Name, one.Value, setup.Settings))
            : [Device("", setup.Settings, setup.Settings)];
        return new(devices.ToDictionary(
            device => device.Name, device => new SessionPool(device, settings, setup.Time), StringComparer.Ordinal));
    }

    public IReadOnlyCollection<SessionPool> All => _pools.Values;

    /// <summary>Null where there is none of that name.</summary>
    public SessionPool? Find(string name) => _pools.Count == 1 && _pools.TryGetValue("", out var only)
        ? only
        : _pools.GetValueOrDefault(name);

    public void Dispose()
    {
        foreach (var pool in _pools.Values)
            pool.Dispose();
    }

    private static NetconfDevice Device(string name, JsonElement own, JsonElement all) => new(
        name,
        own.GetProperty("host").GetString()!,
        Member(own, all, "port") is { } port ? port.GetInt32() : 830,
        Member(own, all, "user")?.GetString());

    private static JsonElement? Member(JsonElement own, JsonElement all, string name) =>
        own.TryGetProperty(name, out var value) || all.TryGetProperty(name, out value) ? value : null;
}
