using System.Diagnostics;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Orchestrator.TestKit;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>
/// A place where servers run one after the other: a folder of its own, a database and ports that outlive each of them,
/// and clients that find the next one where the last one was.
/// </summary>
internal sealed class ServerSite : IAsyncDisposable
{
    /// <summary>Generous: a cold start on a machine that is busy with other tests.</summary>
    public static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan CallMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private readonly TemporaryFolder _folder = new("site");
    private readonly Dictionary<string, string> _environment = [];
    private readonly GrpcChannel _channel;
    private ServerProcess? _server;

    /// <param name="database">A PostgreSQL connection string; null for SQLite.</param>
    public ServerSite(string? database = null)
    {
        Database = database;
        Directory.CreateDirectory(Path.Combine(Folder, "no-workflows"));
        _channel = Connect();
        Activations = new ActivationService.ActivationServiceClient(_channel);
        Workflows = new WorkflowService.WorkflowServiceClient(_channel);
        Cluster = new ClusterService.ClusterServiceClient(_channel);
        Adapters = new AdapterService.AdapterServiceClient(_channel);
        Audits = new AuditService.AuditServiceClient(_channel);
        Health = new Health.HealthClient(_channel);
    }

    public string Folder => _folder.Path;

    public string? Database { get; }

    public int GrpcPort { get; } = FreePort.Take();

    public int HttpPort { get; } = FreePort.Take();

    public string Address => $"http://127.0.0.1:{GrpcPort}";

    /// <summary>Where the database and the sandbox's world are: in <see cref="Folder"/>, unless it is set.</summary>
    public string Data { get => field ?? Path.Combine(Folder, "data"); init; }

    /// <summary>The sandbox's world, which also records every call that arrived.</summary>
    public string Sandbox => Path.Combine(Data, "sandbox.db");

    /// <summary>The folder that products and workflows are published from at start; nothing unless it is set.</summary>
    public string? WorkflowsFolder { get; set; }

    public ActivationService.ActivationServiceClient Activations { get; }

    public WorkflowService.WorkflowServiceClient Workflows { get; }

    public ClusterService.ClusterServiceClient Cluster { get; }

    public AdapterService.AdapterServiceClient Adapters { get; }

    public AuditService.AuditServiceClient Audits { get; }

    public Health.HealthClient Health { get; }

    /// <summary>The server that was started last.</summary>
    public ServerProcess Server => _server ?? throw new InvalidOperationException("No server was started here.");

    public bool IsRunning => _server is { HasEnded: false };

    /// <summary>The options that a server here is started with.</summary>
    public string[] Options =>
    [
        "--data", Data,
        "--grpc", $"127.0.0.1:{GrpcPort}",
        "--http", $"127.0.0.1:{HttpPort}",
        "--workflows", WorkflowsFolder ?? Path.Combine(Folder, "no-workflows"),
        .. Database is null ? Array.Empty<string>() : ["--database", Database],
    ];

    /// <summary>A setting for the servers that are started from now on: <c>Sandbox__LatencyMinMs</c>.</summary>
    public ServerSite With(string setting, string value) => WithVariable($"ORCHESTRATOR__{setting}", value);

    /// <summary>An environment variable for the servers that are started from now on.</summary>
    public ServerSite WithVariable(string name, string value)
    {
        _environment[name] = value;
        return this;
    }

    /// <summary>A channel of its own, for clients that must not share a connection.</summary>
    public GrpcChannel Connect() => GrpcChannel.ForAddress(Address, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true, UseProxy = false },
        DisposeHttpClient = true,
        InitialReconnectBackoff = TimeSpan.FromMilliseconds(20),
        MaxReconnectBackoff = TimeSpan.FromMilliseconds(100),
        MaxReceiveMessageSize = null,
    });

    /// <summary>Starts the next server, and does not wait until it serves.</summary>
    public async Task<ServerProcess> LaunchAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        return _server = ServerProcess.Start(Folder, Options, _environment);
    }

    /// <summary>Starts the next server, and waits until its health says SERVING.</summary>
    public async Task<ServerProcess> StartAsync()
    {
        await LaunchAsync();
        await ServesAsync();
        return Server;
    }

    /// <summary>Waits until the health of the server says SERVING.</summary>
    public Task ServesAsync() => HealthIsAsync(HealthCheckResponse.Types.ServingStatus.Serving);

    /// <summary>Waits until the health of the server says so.</summary>
    /// <exception cref="InvalidOperationException">It ended, or it takes too long; with what it wrote.</exception>
    public async Task HealthIsAsync(HealthCheckResponse.Types.ServingStatus wanted)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < StartMax; await Task.Delay(Pace))
        {
            if (Server.HasEnded)
                throw new InvalidOperationException($"The server ended. It wrote:\n{Server.Captured}");
            if (await HealthAsync() == wanted)
                return;
        }

        throw new InvalidOperationException(
            $"The server is not {wanted} after {StartMax}. It wrote:\n{Server.Captured}");
    }

    /// <summary>Publishes definitions of the tests by the names of their files.</summary>
    public async Task PublishAsync(params string[] names)
    {
        foreach (var name in names)
        {
            var content = await File.ReadAllTextAsync(Path.Combine(BuiltServer.TestWorkflows, $"{name}.json"));
            await Workflows.PublishWorkflowAsync(
                new PublishWorkflowRequest { RequestId = $"publish-{name}", Content = content });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _channel.Dispose();
        _folder.Dispose();
    }

    private async Task<HealthCheckResponse.Types.ServingStatus?> HealthAsync()
    {
        try
        {
            var health = await Health.CheckAsync(new HealthCheckRequest(), deadline: DateTime.UtcNow + CallMax);
            return health.Status;
        }
        catch (RpcException away) when (Lost.Is(away))
        {
            return null;
        }
    }
}
