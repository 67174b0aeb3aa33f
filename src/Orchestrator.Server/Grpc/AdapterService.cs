using Grpc.Core;
using Orchestrator.Server.Grpc.Adapters;
using Orchestrator.Server.Grpc.Callers;

namespace Orchestrator.Server.Grpc;

/// <summary>The service that operators call to see the adapter instances, and to hold one.</summary>
internal sealed class AdapterService(AdapterQueries queries, HoldAdapter hold) : V1.AdapterService.AdapterServiceBase
{
    public override Task<V1.ListAdaptersResponse> ListAdapters(
        V1.ListAdaptersRequest request, ServerCallContext context) =>
        queries.ListAsync(context.CancellationToken);

    public override Task<V1.Adapter> GetAdapter(V1.GetAdapterRequest request, ServerCallContext context) =>
        queries.GetAsync(request, context.CancellationToken);

    public override Task<V1.Adapter> HoldAdapter(V1.HoldAdapterRequest request, ServerCallContext context) =>
        hold.HoldAsync(request, Caller.Of(context), context.CancellationToken);

    public override Task<V1.Adapter> ReleaseAdapter(V1.ReleaseAdapterRequest request, ServerCallContext context) =>
        hold.ReleaseAsync(request, Caller.Of(context), context.CancellationToken);
}
