namespace Orchestrator.Engine.Ports;

/// <summary>Which nodes may be drained, and drained no more.</summary>
public static class DrainRule
{
    /// <param name="decision">What is wanted.</param>
    /// <param name="nodes">All that are remembered.</param>
    /// <returns>Why not; <see cref="NodeDecisionOutcome.Decided"/> where it may be.</returns>
    public static NodeDecisionOutcome Check(NodeDecision decision, IReadOnlyList<NodeFacts> nodes)
    {
        if (nodes.FirstOrDefault(node => node.Id == decision.Node) is not { } node)
            return NodeDecisionOutcome.NoSuchNode;
        if (!node.IsLive)
            return NodeDecisionOutcome.Gone;
        if (node.IsLeaving)
            return NodeDecisionOutcome.Leaving;

        return decision.Drains && !decision.IsForced && !nodes.Any(other => other.Id != node.Id && other.Serves)
            ? NodeDecisionOutcome.LastNode
            : NodeDecisionOutcome.Decided;
    }
}

/// <summary>What counts of a node for who may be drained.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsLive">It was heard of within a lease.</param>
/// <param name="IsDraining">A person drains it.</param>
/// <param name="IsLeaving">Its process ends.</param>
public sealed record NodeFacts(string Id, bool IsLive, bool IsDraining, bool IsLeaving)
{
    public bool Serves => IsLive && !IsDraining && !IsLeaving;
}
