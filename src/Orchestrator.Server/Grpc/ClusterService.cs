using Grpc.Core;
using Orchestrator.Server.Grpc.Callers;
using Orchestrator.Server.Grpc.Cluster;

namespace Orchestrator.Server.Grpc;

/// <summary>The service that operators call to see the nodes, and to drain one.</summary>
internal sealed class ClusterService(ClusterQueries queries, DrainNode drain) : V1.ClusterService.ClusterServiceBase
{
    public override Task<V1.ListNodesResponse> ListNodes(V1.ListNodesRequest request, ServerCallContext context) =>
        queries.ListNodesAsync(context.CancellationToken);

    public override Task<V1.Node> GetNode(V1.GetNodeRequest request, ServerCallContext context) =>
        queries.GetNodeAsync(request, context.CancellationToken);

    public override Task<V1.ListShardsResponse> ListShards(V1.ListShardsRequest request, ServerCallContext context) =>
        queries.ListShardsAsync(request, context.CancellationToken);

    public override Task<V1.Node> DrainNode(V1.DrainNodeRequest request, ServerCallContext context) =>
        drain.DrainAsync(request, Caller.Of(context), context.CancellationToken);

    public override Task<V1.Node> UndrainNode(V1.UndrainNodeRequest request, ServerCallContext context) =>
        drain.UndrainAsync(request, Caller.Of(context), context.CancellationToken);
}
