using Grpc.AspNetCore.Server;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrator.Engine;
using Orchestrator.Engine.Auditing;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Products;
using Orchestrator.Server.Auditing;
using Orchestrator.Server.Generated;
using Orchestrator.Server.Grpc;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Adapters;
using Orchestrator.Server.Grpc.Analysis;
using Orchestrator.Server.Grpc.Audits;
using Orchestrator.Server.Grpc.Cluster;
using Orchestrator.Server.Grpc.Compression;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Inventory;
using Orchestrator.Server.Grpc.Inventory.Timeline;
using Orchestrator.Server.Grpc.Products;
using Orchestrator.Server.Grpc.Rendering;
using Orchestrator.Server.Grpc.Workers;
using Orchestrator.Server.Grpc.Workflows;
using Orchestrator.Server.Observability;
using Orchestrator.Server.Products;
using Orchestrator.Server.Scheduling;
using Orchestrator.Server.Scheduling.FollowUps;
using Orchestrator.Server.Settings;

namespace Orchestrator.Server.Hosting;

/// <summary>What is made once, and what it is made of.</summary>
internal static class ServerServices
{
    private const int MessageBytesMax = 4 * 1024 * 1024;

    /// <summary>An audit says less often that it goes on than a node does.</summary>
    private const int LeasesPerClaim = 3;

    public static IServiceCollection AddServer(
        this IServiceCollection services, ServerSettings settings, Func<Node> node, TimeProvider time)
    {
        services.AddGrpc(Configure);
        services.AddSingleton<ErrorInterceptor>().AddSingleton<AnswerCompression>().AddSingleton<CallRecorder>();
        services.AddSingleton(new CallBound(settings.CallsMax));
        services.AddSingleton<ServingStatus>().AddSingleton<PrometheusMetrics>().AddSingleton<HttpEndpoints>();
        services.AddSingleton(time);
        services.AddSingleton(_ => new DescriptorCatalog(
        [
            V1.ActivationService.Descriptor, V1.WorkflowService.Descriptor, V1.ProductService.Descriptor,
            V1.ClusterService.Descriptor,
            V1.AdapterService.Descriptor, V1.AuditService.Descriptor, V1.AnalysisService.Descriptor,
            V1.AdapterWorkerService.Descriptor,
            V1.InventoryService.Descriptor,
            Health.Descriptor,
            global::Grpc.Reflection.V1.ServerReflection.Descriptor,
            global::Grpc.Reflection.V1Alpha.ServerReflection.Descriptor,
        ]));
        AddNode(services, node);
        AddRecurring(services, settings);
        AddAudits(services, settings);
        AddCalls(services);
        return services;
    }

    private static void Configure(GrpcServiceOptions grpc)
    {
        grpc.MaxReceiveMessageSize = MessageBytesMax;
        grpc.MaxSendMessageSize = null;
        grpc.ResponseCompressionAlgorithm = "gzip";
        grpc.Interceptors.Add<AnswerCompression>();
        grpc.Interceptors.Add<ErrorInterceptor>();
    }

    /// <summary>The node is there when the first call comes, which is after the ports are made ready.</summary>
    private static void AddNode(IServiceCollection services, Func<Node> node)
    {
        services.AddSingleton(_ => node().Engine)
            .AddSingleton(_ => node().Engine.CompletionTimes)
            .AddSingleton(_ => node().Journal)
            .AddSingleton(_ => node().Workflows)
            .AddSingleton(_ => node().Services)
            .AddSingleton(_ => node().Audits);
        services.AddSingleton(_ => node().CustomerRecords)
            .AddSingleton(_ => node().TeardownDecisions)
            .AddSingleton(_ => node().Timelines);
        services.AddSingleton(_ => node().Plans).AddSingleton(_ => node().Adapters).AddSingleton(_ => node().Sealer);
        services.AddSingleton(_ => node().Triggers).AddSingleton(_ => node().Nodes).AddSingleton(_ => node().Identity);
        services.AddSingleton(_ => node().Directory).AddSingleton(_ => node().RecurringRuns);
        services.AddSingleton(_ => node().FollowUps).AddSingleton(_ => node().TeardownAttempts);
        services.AddSingleton(_ => node().Analysis);
        services.AddSingleton(_ => node().ProductStore).AddSingleton(_ => node().ProductVersions!);
        services.AddSingleton(_ => node().Compiler).AddSingleton(_ => node().Products);
    }

    /// <summary>What comes again and again: each is an <see cref="IRecurringWork"/>.</summary>
    private static void AddRecurring(IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton<FollowUpMaking>().AddSingleton<IRecurringWork, FollowUpSweep>();
        services.AddSingleton<IRecurringWork>(
            all => ActivatorUtilities.CreateInstance<TeardownRetrySweep>(all, settings));
        services.AddSingleton<QuartzClock>();
        services.AddSingleton(all => new RecurringClock(
            all.GetRequiredService<IRecurringRuns>(),
            RecurrenceReader.For(all.GetServices<IRecurringWork>(), settings.Recurring),
            all.GetRequiredService<NodeIdentity>().Id,
            all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<RecurringClock>>()));
    }

    /// <summary>What finds leaks, and who carries it out.</summary>
    private static void AddAudits(IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton(all => new AuditRunner(
            all.GetRequiredService<IAuditStore>(),
            new AuditSources(
                all.GetRequiredService<AdapterRegistry>(),
                all.GetRequiredService<IServiceStore>(),
                new OpenWork(all.GetRequiredService<IJournal>(), all.GetRequiredService<ActivationEngine>().ReadAsync),
                AuditedCatalog.Of(all.GetRequiredService<ProductCatalog>()),
                all.GetRequiredService<TimeProvider>())
            {
                Decisions = all.GetRequiredService<ITeardownDecisions>(),
                Calls = all.GetRequiredService<ToldResources>(),
            },
            new AuditOptions(settings.Data)
            {
                StuckAfter = settings.AuditStuckAfter,
                ListPatience = settings.AuditListPatience,
                Claim = LeasesPerClaim * settings.Lease,
            }));
        services.AddSingleton<AuditMetrics>();
        services.AddSingleton(all => new AuditLoop(
            all.GetRequiredService<IAuditStore>(),
            all.GetRequiredService<AuditRunner>(),
            all.GetRequiredService<AuditMetrics>(),
            $"{all.GetRequiredService<NodeIdentity>().Id}/{Guid.NewGuid():N}",
            all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<AuditLoop>>()));
        services.AddSingleton<IRecurringWork, NightlyAudit>();
        services.AddSingleton<StartAudit>().AddSingleton<AuditQueries>().AddSingleton<FindingQueries>();
        services.AddSingleton<FixProposal>().AddSingleton<AcceptFinding>().AddSingleton<StartFix>();
        services.AddSingleton<AuditService>();
    }

    private static void AddCalls(IServiceCollection services)
    {
        services.AddSingleton(_ => new Mask(Sealer.Mask));
        services.AddSingleton<ActivationRendering>().AddSingleton<StepRendering>().AddSingleton<EventRendering>();
        services.AddSingleton<ActivationLookup>()
            .AddSingleton<Replies>()
            .AddSingleton<ServiceGate>()
            .AddSingleton<WorkflowChoice>()
            .AddSingleton<TargetFinder>();
        services.AddSingleton<ServiceRecords>()
            .AddSingleton<GeneratedWorkflows>()
            .AddSingleton<UndoOrders>()
            .AddSingleton<ChangeComputing>()
            .AddSingleton<ChangeOrders>()
            .AddSingleton<LateTeardowns>()
            .AddSingleton<TeardownRetry>();
        services.AddSingleton<CancellationPlanning>().AddSingleton<ToldResources>();
        services.AddSingleton<OrderInput>().AddSingleton<OrderPlanning>().AddSingleton<OrderPreparation>();
        services.AddSingleton<StartActivation>().AddSingleton<PlanActivation>().AddSingleton<SupersessionPlanning>().AddSingleton<GetActivation>();
        services.AddSingleton<StepDelays>();
        services.AddSingleton<ListActivations>()
            .AddSingleton<WatchActivation>()
            .AddSingleton<PlanRollback>()
            .AddSingleton<AffectedServices>();
        services.AddSingleton<Previews>();
        services.AddSingleton<SuspensionGuard>().AddSingleton<ActivationCommands>().AddSingleton<ResolveFallout>();
        services.AddSingleton<PublishEvent>().AddSingleton<ActivationService>();
        services.AddSingleton<WorkflowVersions>().AddSingleton<PublishWorkflow>().AddSingleton<RetireWorkflow>();
        services.AddSingleton<IProductSurroundings, PublishedSurroundings>().AddSingleton<ProductChecking>();
        services.AddSingleton<PublishProduct>().AddSingleton<ProductQueries>().AddSingleton<ProductService>();
        services.AddSingleton<ProposeChange>();
        services.AddSingleton<WorkflowQueries>().AddSingleton<WorkflowService>();
        services.AddSingleton<ClusterQueries>().AddSingleton<DrainNode>().AddSingleton<ClusterService>();
        services.AddSingleton<AdapterRendering>().AddSingleton<AdapterQueries>();
        services.AddSingleton<HoldAdapter>().AddSingleton<AdapterService>();
        services.AddSingleton<AnalysisQueries>().AddSingleton<AnalysisService>();
        services.AddSingleton<WorkerNodes>().AddSingleton<WorkerEntrance>().AddSingleton<AdapterWorkerService>();
        services.AddSingleton<ServiceRendering>().AddSingleton<ServiceReasons>().AddSingleton<CustomerCalls>();
        services.AddSingleton<GetService>().AddSingleton<InventoryLists>().AddSingleton<ResolveTeardown>();
        services.AddSingleton<RecordContact>().AddSingleton<RecordPayment>();
        services.AddSingleton<TimelineEvents>().AddSingleton<TimelineJournal>().AddSingleton<TimelineRecords>();
        services.AddSingleton<RecordSentences>();
        services.AddSingleton<GetTimeline>().AddSingleton<InventoryService>();
        services.AddSingleton<HealthService>()
            .AddSingleton<ReflectionService>()
            .AddSingleton<ReflectionV1AlphaService>();
    }
}
