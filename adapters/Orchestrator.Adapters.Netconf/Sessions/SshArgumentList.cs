using System.Globalization;

namespace Orchestrator.Adapters.Netconf.Sessions;

/// <summary>
/// What ssh is started with: a list, and no shell that would read it. Nobody is asked anything, and a host whose key is
/// not known is refused, whatever configuration ssh would have read.
/// </summary>
internal static class SshArgumentList
{
    public static IReadOnlyList<string> Of(AdapterSetup setup)
    {
        List<string> arguments =
        [
            "-F", PathOf(setup, "sshConfigFile") ?? "none",
            .. Option("BatchMode", "yes"),
            .. Option("StrictHostKeyChecking", "yes"),
            .. Option("UpdateHostKeys", "no"),
            .. Option("PermitLocalCommand", "no"),
            .. Option("ClearAllForwardings", "yes"),
            .. Option("ForwardAgent", "no"),
            .. Option("ControlPath", "none"),
            .. Option("EscapeChar", "none"),
            .. Option("ConnectTimeout", ((int)Math.Ceiling(NetconfSettings.Number(setup, "connectSeconds", 15)))
                .ToString(CultureInfo.InvariantCulture)),
        ];
        if (PathOf(setup, "knownHostsFile") is { } knownHosts)
            arguments.AddRange(
                [.. Option("UserKnownHostsFile", Quoted(knownHosts)), .. Option("GlobalKnownHostsFile", "none")]);
        if (PathOf(setup, "identityFile") is { } identity)
            arguments.AddRange(["-i", identity, .. Option("IdentitiesOnly", "yes")]);
        if (NetconfSettings.Text(setup, "jumpHost") is { } jump)
            arguments.AddRange(["-J", jump]);
        if (setup.Settings.TryGetProperty("sshOptions", out var options))
            arguments.AddRange(options.EnumerateObject().SelectMany(one => Option(one.Name, one.Value.ToString())));
        return arguments;
    }

    /// <summary>What follows for one device.</summary>
    public static IEnumerable<string> Of(NetconfDevice device) =>
    [
        "-p", device.Port.ToString(CultureInfo.InvariantCulture),
        .. device.User is { } user ? ["-l", user] : Array.Empty<string>(),
        "-s", "--", device.Host, "netconf",
    ];

    private static string[] Option(string name, string value) => ["-o", $"{name}={value}"];

    /// <summary>ssh takes a list of files there, and what is in quotes for one of them.</summary>
    private static string Quoted(string path) => $"\"{path}\"";

    private static string? PathOf(AdapterSetup setup, string name) =>
        NetconfSettings.Text(setup, name) is { } path ? Path.GetFullPath(path, setup.Folder) : null;
}

/// <summary>A device that may be talked to.</summary>
/// <param name="Name">As calls name it; empty where there is one and no more.</param>
internal sealed record NetconfDevice(string Name, string Host, int Port, string? User)
{
    public override string ToString() => Name.Length > 0
        ? $"Device '{Name}'"
        : string.Create(CultureInfo.InvariantCulture, $"Device {Host}:{Port}");
}
