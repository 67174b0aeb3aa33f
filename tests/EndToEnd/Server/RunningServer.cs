using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Engine.Instances;
using Orchestrator.Server.Hosting;
using Orchestrator.Server.Settings;
using Orchestrator.TestKit;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>
/// The real server in this process, on ports that were free and a folder of its own, and clients that know it.
/// </summary>
public sealed class RunningServer : IAsyncDisposable
{
    private readonly ServerHost _host;
    private readonly Definitions _definitions;
    private TemporaryFolder? _own;
    private int _requests;

    private RunningServer(ServerHost host, string folder, TemporaryFolder? own)
    {
        (_host, Folder, _own) = (host, folder, own);
        Channel = host.Connect();
        Activations = new ActivationService.ActivationServiceClient(Channel);
        Workflows = new WorkflowService.WorkflowServiceClient(Channel);
        Adapters = new AdapterService.AdapterServiceClient(Channel);
        Inventory = new InventoryService.InventoryServiceClient(Channel);
        Http = new HttpClient { BaseAddress = host.HttpAddress };
        _definitions = new Definitions(Workflows);
    }

    /// <summary>The data folder; stays when the server stops or is started again.</summary>
    public string Folder { get; }

    public GrpcChannel Channel { get; }

    public ActivationService.ActivationServiceClient Activations { get; }

    public WorkflowService.WorkflowServiceClient Workflows { get; }

    public AdapterService.AdapterServiceClient Adapters { get; }

    public InventoryService.InventoryServiceClient Inventory { get; }

    public HttpClient Http { get; }

    internal ServerHost Host => _host;

    /// <param name="change">Of the settings.</param>
    /// <param name="folder">The test's own; null makes one that is gone when the server is disposed of.</param>
    /// <param name="open">Opens the database; null: as the program does.</param>
    /// <param name="time">Its clock; null: the system's.</param>
    public static async Task<RunningServer> StartAsync(
        Func<ServerSettings, ServerSettings>? change = null,
        string? folder = null,
        Func<ServerSettings, Task<Stores>>? open = null,
        TimeProvider? time = null)
    {
        var own = folder is null ? new TemporaryFolder("server") : null;
        try
        {
            return await StartAsync(change, folder ?? own!.Path, own, open, time);
        }
        catch
        {
            own?.Dispose();
            throw;
        }
    }

    private static async Task<RunningServer> StartAsync(
        Func<ServerSettings, ServerSettings>? change,
        string folder,
        TemporaryFolder? own,
        Func<ServerSettings, Task<Stores>>? open = null,
        TimeProvider? time = null)
    {
        var free = new Orchestrator.Server.Settings.Endpoint(System.Net.IPAddress.Loopback, 0);
        var settings =
            new ServerSettings { Data = folder, Grpc = free, Http = free, DrainPatience = TimeSpan.FromSeconds(5) };
        ILoggerProvider logs = NullLoggerProvider.Instance;
        settings = change?.Invoke(settings) ?? settings;
        if (settings.Workflows is { } workflows
            && Path.Combine(workflows, InstanceFile.UsualName) is var file && File.Exists(file))
            settings = settings with { Adapters = settings.Adapters ?? InstanceFile.Read(file) };
        return new RunningServer(await ServerHost.StartAsync(settings, open ?? Database.OpenAsync, logs, time), folder, own);
    }

    /// <summary>Another server on the same folder, once this one has stopped.</summary>
    /// <param name="change">Of the settings.</param>
    /// <param name="time">Its clock; null: the system's.</param>
    public async Task<RunningServer> RestartAsync(
        Func<ServerSettings, ServerSettings>? change = null, TimeProvider? time = null)
    {
        var own = _own;
        _own = null;
        await DisposeAsync();
        return await StartAsync(change, Folder, own, open: null, time);
    }

    /// <summary>A request id that was not used yet.</summary>
    public string NewRequestId() => $"request-{Interlocked.Increment(ref _requests)}";

    /// <summary>Publishes a definition, and gives its versioned name.</summary>
    public Task<string> PublishAsync(string content) => _definitions.PublishAsync(content, NewRequestId());

    /// <summary>An order that runs a workflow of that name.</summary>
    public StartActivationRequest Order(string workflow, Action<StartActivationRequest>? change = null)
    {
        var request = new StartActivationRequest
        {
            RequestId = NewRequestId(),
            Action = Orchestrator.V1.Action.Custom,
            Customer = "C-1",
            Workflow = workflow,
        };
        change?.Invoke(request);
        return request;
    }

    /// <summary>Starts an activation, and waits until it has finished.</summary>
    public async Task<Activation> RunAsync(string workflow, Action<StartActivationRequest>? change = null)
    {
        var request = Order(workflow, change);
        request.Wait = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(30));
        return await Activations.StartActivationAsync(request);
    }

    /// <summary>Waits, by watching it, until an activation is in a state.</summary>
    public async Task<Activation> UntilAsync(string name, Activation.Types.State state)
    {
        using var watch = Activations.WatchActivation(
            new WatchActivationRequest { Name = name }, deadline: DateTime.UtcNow.AddSeconds(30));
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            if (watch.ResponseStream.Current.State == state
                && await Activations.GetActivationAsync(new GetActivationRequest { Name = name }) is var now
                    && now.State == state)
                return now;
        }

        return await Activations.GetActivationAsync(new GetActivationRequest { Name = name });
    }

    /// <summary>Waits until an event of that type has happened.</summary>
    public async Task UntilEventAsync(string name, string type)
    {
        using var watch = Activations.WatchActivation(
            new WatchActivationRequest { Name = name }, deadline: DateTime.UtcNow.AddSeconds(30));
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            if (watch.ResponseStream.Current.Type == type)
                return;
        }

        throw new InvalidOperationException($"{name} has ended without {type}.");
    }

    /// <summary>As SIGTERM does it; clients stay.</summary>
    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Channel.Dispose();
        Http.Dispose();
        _own?.Dispose();
    }
}
