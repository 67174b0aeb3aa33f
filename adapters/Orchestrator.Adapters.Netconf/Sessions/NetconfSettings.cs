using System.Text.Json;

namespace Orchestrator.Adapters.Netconf.Sessions;

/// <summary>How devices are talked to, as the operator configured it.</summary>
internal sealed record NetconfSettings
{
    public required string SshProgram { get; init; }

    /// <summary>Of ssh itself, in order, before those of the device.</summary>
    public required IReadOnlyList<string> SshArguments { get; init; }

    public required NetconfTarget Target { get; init; }

    public required int SessionsMax { get; init; }

    public required int MessageBytesMax { get; init; }

    public required TimeSpan ConnectMax { get; init; }

    public required TimeSpan IdleMax { get; init; }

    /// <summary>How long a lock of somebody else is waited for.</summary>
    public required TimeSpan LockWaitMax { get; init; }

    /// <summary>Zero: commits are not confirmed.</summary>
    public required TimeSpan ConfirmMax { get; init; }

    /// <summary>
    /// After the hellos, before the first request: there are devices that overlook one that comes with the hello.
    /// </summary>
    public required TimeSpan HelloPause { get; init; }

    public static NetconfSettings Read(AdapterSetup setup) => new()
    {
        SshProgram = Text(setup, "sshProgram") ?? "ssh",
        SshArguments = SshArgumentList.Of(setup),
        Target = Enum.Parse<NetconfTarget>(Text(setup, "target") ?? "auto", ignoreCase: true),
        SessionsMax = (int)Number(setup, "sessionsMax", 4),
        MessageBytesMax = (int)Number(setup, "messageBytesMax", 16 * 1024 * 1024),
        ConnectMax = TimeSpan.FromSeconds(Number(setup, "connectSeconds", 15)),
        IdleMax = TimeSpan.FromSeconds(Number(setup, "idleSeconds", 60)),
        LockWaitMax = TimeSpan.FromSeconds(Number(setup, "lockWaitSeconds", 5)),
        ConfirmMax = TimeSpan.FromSeconds(Number(setup, "confirmSeconds", 30)),
        HelloPause = TimeSpan.FromMilliseconds(Number(setup, "helloPauseMilliseconds", 50)),
    };

    internal static string? Text(AdapterSetup setup, string name) =>
        setup.Settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    internal static double Number(AdapterSetup setup, string name, double otherwise) =>
        setup.Settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : otherwise;
}

/// <summary>Where edits are made.</summary>
internal enum NetconfTarget
{
    /// <summary>The candidate where the device has one, else running.</summary>
    Auto,
    Candidate,
    Running,
}
