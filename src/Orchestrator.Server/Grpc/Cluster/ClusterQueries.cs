using Orchestrator.Engine.Cluster;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Cluster;

/// <summary>ListNodes, GetNode and ListShards.</summary>
internal sealed class ClusterQueries(INodes nodes)
{
    private const int DecisionsMax = 100;

    public async Task<V1.ListNodesResponse> ListNodesAsync(CancellationToken cancellation)
    {
        var picture = await nodes.DescribeAsync(cancellation).ConfigureAwait(false);
        var response = new V1.ListNodesResponse();
        response.Nodes.AddRange(picture.Nodes.Select(node => NodeRendering.Render(node, picture)));
        return response;
    }

    public Task<V1.Node> GetNodeAsync(V1.GetNodeRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        var id = violations.Name("name", request.Name, NodeRendering.Collection);
        violations.ThrowIfAny();

        return ShowAsync(id!, cancellation);
    }

    public async Task<V1.ListShardsResponse> ListShardsAsync(
        V1.ListShardsRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        var id = violations.Name("node", request.Node, NodeRendering.Collection, required: false);
        violations.ThrowIfAny();

        var picture = await nodes.DescribeAsync(cancellation).ConfigureAwait(false);
        var owner = id is null
            ? null
            : picture.Nodes.FirstOrDefault(node => node.Identity.Id == id) ?? throw Failures.NodeNotFound(request.Node);
        var response = new V1.ListShardsResponse();
        response.Shards.AddRange(picture.Shards
            .Where(shard => owner is null || shard.Owner == owner.Number)
            .Select(shard => NodeRendering.Render(shard, picture)));
        return response;
    }

    /// <summary>A node, with what was decided about it.</summary>
    /// <exception cref="CallFailedException">There is none of that id.</exception>
    public async Task<V1.Node> ShowAsync(string id, CancellationToken cancellation)
    {
        var picture = await nodes.DescribeAsync(cancellation).ConfigureAwait(false);
        var node = picture.Nodes.FirstOrDefault(one => one.Identity.Id == id) ?? throw Failures.NodeNotFound(
            NodeRendering.NameOf(id));
        var shown = NodeRendering.Render(node, picture);
        var decisions = await nodes.ReadDecisionsAsync(id, DecisionsMax, cancellation).ConfigureAwait(false);
        shown.Decisions.AddRange(decisions.Select(NodeRendering.Render));
        return shown;
    }
}
