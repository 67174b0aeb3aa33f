using Orchestrator.Adapters;
using Orchestrator.Engine.Instances;
using Orchestrator.TestKit;
using Orchestrator.Tests.EndToEnd.Server;

namespace Orchestrator.Tests.EndToEnd.Workers;

/// <summary>A server, the example worker, and a relay between them; one for all trials, which take turns.</summary>
internal sealed class WorkerHouse
{
    public const string Instances =
        """
        { "instances": {
          "badges": { "adapter": "worker", "settings": { "leaseSeconds": 3 } },
          "mail": { "adapter": "sandbox", "settings": { "system": "mail" } } } }
        """;

    private static readonly Lazy<WorkerHouse> Shared = new(() => Task.Run(StartAsync).GetAwaiter().GetResult());

    private readonly RunningServer _server;

    private WorkerHouse(RunningServer server, WorkerRelay relay, string world) =>
        (_server, Relay, World) = (server, relay, world);

    public static WorkerHouse Open => Shared.Value;

    public WorkerRelay Relay { get; }

    /// <summary>The folder of the worker's world.</summary>
    public string World { get; }

    /// <summary>The instance as the engine has it, bare.</summary>
    public IAdapter Adapter => _server.Host.Adapters.Find("badges")!;

    private static async Task<WorkerHouse> StartAsync()
    {
        var folder = new TemporaryFolder("house");
        var file = InstanceFile.Read(folder.Write("adapters.json", Instances));
        var server = await RunningServer.StartAsync(settings => settings with { Adapters = file });
        var relay = await WorkerRelay.StartAsync(server.Host.GrpcAddress);
        var worker = await PythonWorker.Start(folder.PathOf("world"), relay.Address).ServesAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            worker.KillAsync().Wait();
            folder.Dispose();
        };
        return new WorkerHouse(server, relay, folder.PathOf("world"));
    }
}
