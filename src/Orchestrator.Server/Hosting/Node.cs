using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Leases;
using Orchestrator.Engine;
using Orchestrator.Engine.Analysis;
using Orchestrator.Engine.Cluster;
using Orchestrator.Engine.Expressions;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Workers;
using Orchestrator.Server.Grpc.Adapters;
using Orchestrator.Server.Grpc.Workflows;
using Orchestrator.Server.Products;
using Orchestrator.Server.Scheduling;
using Orchestrator.Server.Settings;

namespace Orchestrator.Server.Hosting;

/// <summary>Everything behind the ports: database, adapters, engine, products.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly Stores _stores;
    private readonly Instances _instances;
    private readonly EngineMetrics _metrics;

    private Node(
        Stores stores,
        Instances instances,
        ServerSettings settings,
        Sealer sealer,
        NodeIdentity identity,
        ILoggerFactory loggers,
        TimeProvider time,
        IMeterFactory? meters)
    {
        _metrics = new EngineMetrics(meters);
        (_stores, _instances, Sealer, Identity) = (stores, instances, sealer, identity);
        Adapters = new AdapterRegistry(
            instances.ByName, AdapterLimitTable.Of(settings.AdapterLimits, instances.ByName.Keys), time);
        Compiler = new WorkflowCompiler(Adapters, ScriptLanguages.All, stores.Workflows);
        Plans = new PlanCache(stores.Workflows, Compiler.CompileAsync);
        var windows = WindowTable.Of(settings.Windows, instances.ByName.Keys);
        Directory = new AdapterDirectory(identity.Id, Adapters, stores.AdapterDecisions, windows);
        Engine = new ActivationEngine(
            new EngineOptions
            {
                Pace = stores.Pace,
                TurnsMax = settings.TurnsMax,
                ActivationsMax = settings.ActivationsMax,
                EventsStart = settings.Triggers,
                Lanes = settings.Lanes,
                Windows = windows,
                LookAheadPoll = settings.LookAhead,
                Teardowns = Teardowns.Task,
            },
            stores.Journal,
            Plans,
            Adapters,
            sealer,
            time,
            loggers.CreateLogger<ActivationEngine>(),
            _metrics,
            stores.Cluster is { } cluster ? ClusterOf(cluster, settings, identity) : null,
            stores.AdapterDecisions,
            stores.Services,
            stores.DueTimes);
        Analysis = new JournalAnalysis(stores.Scan, Plans, time);
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

    /// <summary>Services and what they hold.</summary>
    public IServiceStore Services => _stores.Services;

    /// <summary>How far work that recurs has been done.</summary>
    public IRecurringRuns RecurringRuns => _stores.RecurringRuns;

    /// <summary>What was made of the follow-ups of services.</summary>
    public IFollowUps FollowUps => _stores.FollowUps;

    /// <summary>How often incomplete teardowns were tried.</summary>
    public ITeardownAttempts TeardownAttempts => _stores.TeardownAttempts;

    /// <summary>What was told about customers.</summary>
    public ICustomerRecords CustomerRecords => _stores.CustomerRecords;

    /// <summary>What people decided about incomplete teardowns.</summary>
    public ITeardownDecisions TeardownDecisions => _stores.TeardownDecisions;

    /// <summary>From when to when customers' activations went.</summary>
    public ITimelineStore Timelines => _stores.Timelines;

    /// <summary>Audits and what they found.</summary>
    public IAuditStore Audits => _stores.Audits;

    public Sealer Sealer { get; }

    public AdapterRegistry Adapters { get; }

    /// <summary>How it is with the adapters.</summary>
    public AdapterDirectory Directory { get; }

    public WorkflowCompiler Compiler { get; }

    public PlanCache Plans { get; }

    public ActivationEngine Engine { get; }

    /// <summary>Gets what finds the workflows of services that have become others; until then they are waited for.</summary>
    public TaskCompletionSource<FindTeardown> Teardowns { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Counts what happened.</summary>
    public JournalAnalysis Analysis { get; }

    public TriggerClock Triggers { get; }

    /// <summary>This node, and those beside it.</summary>
    public INodes Nodes { get; }

    public NodeIdentity Identity { get; }

    /// <summary>The instances that programs elsewhere serve.</summary>
    public IEnumerable<WorkerAdapter> Workers => _instances.ByName.Values.OfType<WorkerAdapter>();

    public ProductCatalog Products { get; private set; } = new([]);

    /// <summary>Null until the products are loaded.</summary>
    public ProductVersions? ProductVersions { get; private set; }

    public IProductStore ProductStore => _stores.Products;

    /// <summary>Opens what there is, and goes on with what was under way.</summary>
    /// <exception cref="SettingsException">Something cannot be used as it was set.</exception>
    public static async Task<Node> StartAsync(
        ServerSettings settings,
        DataFolder folder,
        Func<Task<Stores>> open,
        ILoggerFactory loggers,
        TimeProvider time,
        IMeterFactory? meters = null)
    {
        Stores? stores = null;
        Instances? instances = null;
        Node? node = null;
        try
        {
            stores = await open().ConfigureAwait(false);
            var sealer = OpenSealer(settings, folder);
            var records = stores.AdapterRecords;
            instances = Instances.Open(
                settings,
                folder,
                name => new SealedRecords(records, name, sealer, time),
                loggers.CreateLogger<Instances>(),
                time);
            foreach (var workers in instances.ByName.Values.OfType<WorkerAdapter>())
                await workers.LoadAsync(CancellationToken.None).ConfigureAwait(false);
            node = new Node(
                stores, instances, settings, sealer, NodeFile.Read(settings, folder, sealer), loggers, time, meters);
            await node.Engine.StartAsync(CancellationToken.None).ConfigureAwait(false);
            await node.LoadProductsAsync(settings.Workflows, loggers, time).ConfigureAwait(false);
            if (settings.Triggers)
                node.Triggers.Start();
            return node;
        }
        catch (Exception failure)
        {
            if (node is not null)
                await node.DisposeAsync().ConfigureAwait(false);
            else
                await DisposeAsync(instances, stores).ConfigureAwait(false);
            throw StartFailure.Of(failure) ?? failure;
        }
    }

    private async Task LoadProductsAsync(string? folder, ILoggerFactory loggers, TimeProvider time)
    {
        var store = _stores.Products;
        var loader = new ProductLoader(
            Workflows,
            store,
            new PublishedSurroundings(Compiler, Plans, store),
            Adapters,
            time,
            loggers.CreateLogger<ProductLoader>());
        Products = await loader.LoadAsync(folder, CancellationToken.None).ConfigureAwait(false);
        Plans.Forget(definition: null);
        var versions = ProductVersions = new ProductVersions(store, Products);
        Engine.ProductsChanged = () => _ = versions.HearAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Triggers.DisposeAsync().ConfigureAwait(false);
        await Engine.DisposeAsync().ConfigureAwait(false);
        (Nodes as IDisposable)?.Dispose();
        ProductVersions?.Dispose();
        Analysis.Dispose();
        await DisposeAsync(_instances, _stores).ConfigureAwait(false);
        _metrics.Dispose();
    }

    /// <summary>Adapters first: they may keep records in the database.</summary>
    private static async Task DisposeAsync(Instances? instances, Stores? stores)
    {
        if (instances is not null)
            await instances.DisposeAsync().ConfigureAwait(false);
        if (stores is not null)
            await stores.Owner.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>A server that ends waits for its calls as long as it was told, and hands nothing over before.</summary>
    private static ClusterOptions ClusterOf(IClusterStore store, ServerSettings settings, NodeIdentity identity)
    {
        var options = new ClusterOptions(store, identity, new LeaseTerms(settings.Lease, settings.Lease / 10));
        return settings.DrainPatience > options.HandOverPatience
            ? options with { HandOverPatience = settings.DrainPatience }
            : options;
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
