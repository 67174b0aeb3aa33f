using Microsoft.Extensions.Logging;
using Orchestrator.Core.Leases;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Instances;
using Orchestrator.Server.Scheduling;

namespace Orchestrator.Server.Settings;

/// <summary>Everything that an operator can decide; the values here are the defaults.</summary>
public sealed record ServerSettings
{
    private static readonly Dictionary<string, IReadOnlyDictionary<string, RawSetting>> NoLimits = [];
    private static readonly Dictionary<string, Recurrence> NoRecurrences = [];

    /// <summary>The folder that holds the SQLite file, the key for sensitive values, and the sandbox's world.</summary>
    public string Data { get; init; } = "./data";

    /// <summary>
    /// Connection string of a PostgreSQL database, which all servers that name it share; null keeps everything in a
    /// SQLite file in <see cref="Data"/>, for one server.
    /// </summary>
    public string? Database { get; init; }

    public Endpoint Grpc { get; init; } = new(System.Net.IPAddress.Loopback, 50051);

    public Endpoint Http { get; init; } = new(System.Net.IPAddress.Loopback, 8080);

    /// <summary>PEM or PFX file; null: no TLS.</summary>
    public string? Certificate { get; init; }

    /// <summary>PEM file with the certificate's key; null where the certificate's file holds it.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>Listens without TLS on addresses that others can reach.</summary>
    public bool Insecure { get; init; }

    /// <summary>Folder with a folder per product; null: nothing is published at start.</summary>
    public string? Workflows { get; init; }

    /// <summary>The adapter instances that the operator configured; null: those of the sandbox.</summary>
    public InstanceFile? Adapters { get; init; }

    /// <summary>One JSON object per line instead of text.</summary>
    public bool LogJson { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Sends a few orders through its own port after the start, and shows them.</summary>
    public bool Demo { get; init; }

    /// <summary>Where traces and metrics go by OTLP; null: nowhere.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>
    /// The key for sensitive values, which all servers on one database must share; null: <c>sealing.key</c> in
    /// <see cref="Data"/>, made where it is not there.
    /// </summary>
    public string? SealingKey { get; init; }

    /// <summary>
    /// How long a server owns its share of the activations after it was last heard of, on PostgreSQL; the same for all
    /// on one database. From 3 s to 5 min.
    /// </summary>
    public TimeSpan Lease { get; init; } = LeaseTerms.Default.Duration;

    /// <summary>How long calls in flight are given to end when the server is stopped.</summary>
    public TimeSpan DrainPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Activities of one workflow that may run without one that waits; past it it fails. At least 1.
    /// </summary>
    public int TurnsMax { get; init; } = OwnedShards.TurnsMaxDefault;

    /// <summary>gRPC calls at the same time, watches and waits included; past it one is refused. At least 1.</summary>
    public int CallsMax { get; init; } = 50_000;

    /// <summary>
    /// Activations in memory, which those are not that sleep; past it a start is refused. At least 1.
    /// </summary>
    public int ActivationsMax { get; init; } = new Orchestrator.Engine.EngineOptions().ActivationsMax;

    /// <summary>Whether times and published events start workflows that begin with them.</summary>
    public bool Triggers { get; init; } = true;

    /// <summary>
    /// How many steps may be in a lane at once, and how often calls may begin there; else one at a time.
    /// </summary>
    public LaneRules Lanes { get; init; } = LaneRules.None;

    /// <summary>When calls may begin in lanes, and to adapters, that have windows.</summary>
    public WindowSettings Windows { get; init; } = WindowSettings.None;

    /// <summary>When work that recurs comes, by its name, where that is not as it says itself.</summary>
    public IReadOnlyDictionary<string, Recurrence> Recurring { get; init; } = NoRecurrences;

    /// <summary>
    /// What may be done to adapter instances, by the instance and by the limit's name, as it was written: each is good,
    /// and whether there are such instances is not known yet.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, RawSetting>> AdapterLimits { get; init; } =
        NoLimits;

    /// <summary>How long an activation may be open before an audit calls it stuck. From 1 min to 366 days.</summary>
    public TimeSpan AuditStuckAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long an incomplete teardown rests before it is tried again; each rest is twice the one before, up to a day. From
    /// 1 s to 1 day.
    /// </summary>
    public TimeSpan TeardownRetryAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a server looks for orders that are going to be late. From 1 s to 1 h.</summary>
    public TimeSpan LookAhead { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a system may say nothing while an audit has it list what it holds.</summary>
    public TimeSpan AuditListPatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Hosts that workflows may send HTTP requests to; empty: any.</summary>
    public IReadOnlyList<string> RequestHosts { get; init; } = [];

    public SandboxSettings Sandbox { get; init; } = new();
}

/// <summary>How the sandbox adapters behave.</summary>
public sealed record SandboxSettings
{
    /// <summary>Where their world is kept; null: <c>sandbox.db</c> in the data folder. Servers may share it.</summary>
    public string? File { get; init; }

    public TimeSpan LatencyMin { get; init; }

    public TimeSpan LatencyMax { get; init; }

    /// <summary>By <c>adapter.operation</c> or <c>operation</c>.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; init; } = new SortedDictionary<string, string>(
        StringComparer.Ordinal);
}
