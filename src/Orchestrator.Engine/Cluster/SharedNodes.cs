using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Cluster;

/// <summary>Several nodes: what they tell of themselves is in the database, and so is what they are to do.</summary>
public sealed class SharedNodes(IClusterStore store, INodeDecisions decisions) : INodes
{
    public Task<ClusterPicture> DescribeAsync(CancellationToken cancellation) => store.DescribeAsync(cancellation);

    public Task<NodeDecisionOutcome> DecideAsync(NewNodeDecision decision, CancellationToken cancellation) =>
        store.DecideAsync(decision, cancellation);

    public Task<IReadOnlyList<NodeDecision>> ReadDecisionsAsync(string node, int max, CancellationToken cancellation) =>
        decisions.ReadAsync(node, max, cancellation);
}
