using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Server.Settings;

/// <summary>Makes settings of what was written, and finds what is wrong with each.</summary>
public static class SettingsReader
{
    private const string Faults = "Sandbox:Faults:";
    private const string Opentelemetry = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Names =
    [
        "Data", "Database", "Grpc", "Http", "Certificate", "CertificateKey", "Insecure", "Workflows", "AdaptersFile", "LogJson",
        "LogLevel", "Demo",
        "Telemetry:OtlpEndpoint", "DrainSeconds", "RequestHosts", "TurnsMax", "CallsMax", "ActivationsMax", "Triggers",
        "SealingKey",
        "LeaseSeconds", "Audit:StuckMinutes", "Audit:ListSeconds", "TeardownRetrySeconds",
        "LookAheadSeconds",
        "Sandbox:File", "Sandbox:LatencyMinMs", "Sandbox:LatencyMaxMs",
    ];

    /// <summary>What they begin with whose names are the operator's.</summary>
    private static readonly string[] Families =
        [Faults, LaneReader.Prefix, WindowReader.Prefix, WindowReader.Adapters, RecurrenceReader.Prefix];

    /// <exception cref="SettingsException">One of them cannot be understood, or is not known.</exception>
    public static ServerSettings Read(RawSettings raw)
    {
        RefuseUnknown(raw);
        var defaults = new ServerSettings();
        return defaults with
        {
            Data = Text(raw, "Data") ?? defaults.Data,
            Database = Text(raw, "Database"),
            Grpc = Endpoint(raw, "Grpc") ?? defaults.Grpc,
            Http = Endpoint(raw, "Http") ?? defaults.Http,
            Certificate = Text(raw, "Certificate"),
            CertificateKey = Text(raw, "CertificateKey"),
            Insecure = Flag(raw, "Insecure"),
            Workflows = Text(raw, "Workflows"),
            LogJson = Flag(raw, "LogJson"),
            LogLevel = Level(raw, "LogLevel") ?? defaults.LogLevel,
            Demo = Flag(raw, "Demo"),
            OtlpEndpoint = Url(raw, "Telemetry:OtlpEndpoint") ?? Url(
                Environment.GetEnvironmentVariable(Opentelemetry), Opentelemetry),
            DrainPatience = Number(raw, "DrainSeconds") is { } seconds
                ? TimeSpan.FromSeconds(seconds)
                : defaults.DrainPatience,
            TurnsMax = Number(raw, "TurnsMax") ?? defaults.TurnsMax,
            CallsMax = Number(raw, "CallsMax") ?? defaults.CallsMax,
            ActivationsMax = Number(raw, "ActivationsMax") ?? defaults.ActivationsMax,
            Triggers = !raw.ByName.ContainsKey("Triggers") || Flag(raw, "Triggers"),
            RequestHosts = Text(raw, "RequestHosts")?.Split(
                ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            Lanes = LaneReader.Read(raw),
            AdapterLimits = AdapterLimitReader.Read(raw) is { Count: > 0 } limits ? limits : defaults.AdapterLimits,
            Windows = WindowReader.Read(raw),
            Recurring = RecurrenceReader.Read(raw) is { Count: > 0 } recurring ? recurring : defaults.Recurring,
            AuditStuckAfter = Number(raw, "Audit:StuckMinutes") is { } stuck
                ? TimeSpan.FromMinutes(stuck)
                : defaults.AuditStuckAfter,
            AuditListPatience = Number(raw, "Audit:ListSeconds") is { } list
                ? TimeSpan.FromSeconds(list)
                : defaults.AuditListPatience,
            TeardownRetryAfter = Number(raw, "TeardownRetrySeconds") is { } retry
                ? TimeSpan.FromSeconds(retry)
                : defaults.TeardownRetryAfter,
            LookAhead = Number(raw, "LookAheadSeconds") is { } ahead ? TimeSpan.FromSeconds(ahead) : defaults.LookAhead,
            SealingKey = Text(raw, "SealingKey"),
            Lease = Number(raw, "LeaseSeconds") is { } lease ? TimeSpan.FromSeconds(lease) : defaults.Lease,
            Sandbox = new SandboxSettings
            {
                File = Text(raw, "Sandbox:File"),
                LatencyMin = TimeSpan.FromMilliseconds(Number(raw, "Sandbox:LatencyMinMs") ?? 0),
                LatencyMax = TimeSpan.FromMilliseconds(
                    Number(raw, "Sandbox:LatencyMaxMs") ?? Number(raw, "Sandbox:LatencyMinMs") ?? 0),
                Faults = raw.ByName
                    .Where(setting => setting.Key.StartsWith(Faults, StringComparison.OrdinalIgnoreCase))
                    .ToDictionary(setting => setting.Key[Faults.Length..], setting => setting.Value.Value),
            },
        };
    }

    private static void RefuseUnknown(RawSettings raw)
    {
        foreach (var (name, setting) in raw.ByName)
        {
            if (!Names.Contains(name, StringComparer.OrdinalIgnoreCase)
                && !Families.Any(family => name.StartsWith(family, StringComparison.OrdinalIgnoreCase)))
            {
                throw new SettingsException(
                    $"{setting.Source}: there is no such setting. There are {string.Join(", ", Names)}, and those that begin with {string.Join(", ", Families)}.");
            }
        }
    }

    private static string? Text(RawSettings raw, string name)
    {
        if (!raw.ByName.TryGetValue(name, out var setting))
            return null;
        if (string.IsNullOrWhiteSpace(setting.Value))
            throw new SettingsException($"{setting.Source} is empty.");

        return setting.Value;
    }

    private static Endpoint? Endpoint(RawSettings raw, string name)
    {
        if (!raw.ByName.TryGetValue(name, out var setting))
            return null;

        return Settings.Endpoint.TryParse(setting.Value, out var endpoint)
            ? endpoint
            : throw new SettingsException(
                $"{setting.Source} is '{setting.Value}'; it must be HOST:PORT, with an IP address, localhost or * as "
                    + "host: 127.0.0.1:50051.");
    }

    private static bool Flag(RawSettings raw, string name) =>
        raw.ByName.TryGetValue(name, out var setting) && (bool.TryParse(setting.Value, out var value)
            ? value
            : throw new SettingsException($"{setting.Source} is '{setting.Value}'; it must be true or false."));

    private static LogLevel? Level(RawSettings raw, string name)
    {
        if (!raw.ByName.TryGetValue(name, out var setting))
            return null;

        return Enum.TryParse<LogLevel>(setting.Value, ignoreCase: true, out var level) && Enum.IsDefined(level)
            ? level
            : throw new SettingsException($"{setting.Source} is '{setting.Value}'; it must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");
    }

    private static int? Number(RawSettings raw, string name)
    {
        if (!raw.ByName.TryGetValue(name, out var setting))
            return null;

        return int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value <= 3_600_000
            ? value
            : throw new SettingsException(
                $"{setting.Source} is '{setting.Value}'; it must be a whole number from 0 to 3600000.");
    }

    private static Uri? Url(RawSettings raw, string name) =>
        raw.ByName.TryGetValue(name, out var setting) ? Url(setting.Value, setting.Source) : null;

    private static Uri? Url(string? value, string source)
    {
        if (string.IsNullOrEmpty(value))
            return null;

        return Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new SettingsException($"{source} is '{value}'; it must be an http or https address.");
    }
}
