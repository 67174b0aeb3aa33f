using Microsoft.Extensions.Logging;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Http;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.Core.Leases;
using Orchestrator.Engine;
using Orchestrator.Engine.Cluster;
using Orchestrator.Engine.Expressions;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Workflows;
using Orchestrator.Server.Products;
using Orchestrator.Server.Scheduling;
using Orchestrator.Server.Settings;

namespace Orchestrator.Server.Hosting;

/// <summary>Everything behind the ports: database, adapters, engine, products.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly Stores _stores;
    private readonly SandboxAdapters _sandbox;
    private readonly HttpClient _requests = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly EngineMetrics _metrics = new();

    private Node(
        Stores stores,
        SandboxAdapters sandbox,
        ServerSettings settings,
        Sealer sealer,
        NodeIdentity identity,
        ILoggerFactory loggers,
        TimeProvider time)
    {
        (_stores, _sandbox, Sealer) = (stores, sandbox, sealer);
        var requests = new HttpAdapter(new HttpAdapterOptions { Hosts = settings.RequestHosts }, _requests);
        var instances = new Dictionary<string, IAdapter>(sandbox) { [requests.Description.Name] = requests };
        Adapters = new AdapterRegistry(instances, time: time);
        Compiler = new WorkflowCompiler(Adapters, ScriptLanguages.All, stores.Workflows);
        Plans = new PlanCache(stores.Workflows, Compiler.CompileAsync);
        Engine = new ActivationEngine(
            new EngineOptions
            {
                Pace = stores.Pace,
                TurnsMax = settings.TurnsMax,
                ActivationsMax = settings.ActivationsMax,
                EventsStart = settings.Triggers,
                Lanes = settings.Lanes,
                Windows = WindowTable.Of(settings.Windows, instances.Keys),
            },
            stores.Journal,
            Plans,
            Adapters,
            sealer,
            time,
            loggers.CreateLogger<ActivationEngine>(),
            _metrics,
            stores.Cluster is { } cluster ? ClusterOf(cluster, settings, identity) : null);
        Nodes = stores.Cluster is { } shared
            ? new SharedNodes(shared, stores.NodeDecisions)
            : new OneNode(Engine, identity, stores.NodeDecisions, time);
        Triggers = new TriggerClock(
            stores.Workflows,
            Plans,
            (order, plan, stop) => Engine.StartActivationAsync(order, plan, behind: 0, TimeSpan.Zero, stop),
            time,
            loggers.CreateLogger<TriggerClock>());
    }

    public IJournal Journal => _stores.Journal;

    public IWorkflowStore Workflows => _stores.Workflows;

    public Sealer Sealer { get; }

    public AdapterRegistry Adapters { get; }

    public WorkflowCompiler Compiler { get; }

    public PlanCache Plans { get; }

    public ActivationEngine Engine { get; }

    public TriggerClock Triggers { get; }

    /// <summary>This node, and those beside it.</summary>
    public INodes Nodes { get; }

    public ProductCatalog Products { get; private set; } = new([]);

    /// <summary>Opens what there is, and goes on with what was under way.</summary>
    /// <exception cref="SettingsException">Something cannot be used as it was set.</exception>
    public static async Task<Node> StartAsync(
        ServerSettings settings, DataFolder folder, Func<Task<Stores>> open, ILoggerFactory loggers, TimeProvider time)
    {
        var sandbox = OpenSandbox(settings.Sandbox, folder, time);
        Node? node = null;
        try
        {
            var stores = await open().ConfigureAwait(false);
            var sealer = OpenSealer(settings, folder);
            node = new Node(stores, sandbox, settings, sealer, NodeFile.Read(settings, folder, sealer), loggers, time);
            await node.Engine.StartAsync(CancellationToken.None).ConfigureAwait(false);
            var loader = new ProductLoader(
                stores.Workflows, node.Compiler, time, loggers.CreateLogger<ProductLoader>());
            node.Products = await loader.LoadAsync(settings.Workflows, CancellationToken.None).ConfigureAwait(false);
            if (settings.Triggers)
                node.Triggers.Start();
            return node;
        }
        catch (Exception failure)
        {
            if (node is null)
                sandbox.Dispose();
            else
                await node.DisposeAsync().ConfigureAwait(false);
            throw StartFailure.Of(failure) ?? failure;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Triggers.DisposeAsync().ConfigureAwait(false);
        await Engine.DisposeAsync().ConfigureAwait(false);
        (Nodes as IDisposable)?.Dispose();
        await _stores.Owner.DisposeAsync().ConfigureAwait(false);
        _sandbox.Dispose();
        _requests.Dispose();
        _metrics.Dispose();
    }

    /// <summary>A server that ends waits for its calls as long as it was told, and hands nothing over before.</summary>
    private static ClusterOptions ClusterOf(IClusterStore store, ServerSettings settings, NodeIdentity identity)
    {
        var options = new ClusterOptions(store, identity, new LeaseTerms(settings.Lease, settings.Lease / 10));
        return settings.DrainPatience > options.HandOverPatience
            ? options with { HandOverPatience = settings.DrainPatience }
            : options;
    }

    private static SandboxAdapters OpenSandbox(SandboxSettings settings, DataFolder folder, TimeProvider time)
    {
        try
        {
            return SandboxAdapters.Create(new SandboxOptions
            {
                File = settings.File ?? folder.PathOf("sandbox.db"),
                LatencyMin = settings.LatencyMin,
                LatencyMax = settings.LatencyMax,
                Faults = settings.Faults,
                Clock = time,
            });
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            throw new SettingsException(failure.Message);
        }
    }

    private static Sealer OpenSealer(ServerSettings settings, DataFolder folder)
    {
        try
        {
            return Sealer.FromFile(settings.SealingKey ?? folder.PathOf("sealing.key"));
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(failure.Message);
        }
    }
}
