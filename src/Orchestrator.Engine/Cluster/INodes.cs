using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Cluster;

/// <summary>
/// The nodes that work on a database, as people see and manage them: several that share it, or the one that has it for
/// itself. Where the database cannot be reached, what asks it throws <see cref="JournalUnavailableException"/>.
/// </summary>
public interface INodes
{
    Task<ClusterPicture> DescribeAsync(CancellationToken cancellation);

    /// <summary>Drains a node, or drains it no more, unless <see cref="DrainRule"/> does not allow it.</summary>
    Task<NodeDecisionOutcome> DecideAsync(NewNodeDecision decision, CancellationToken cancellation);

    /// <summary>What was decided about a node, the newest first.</summary>
    Task<IReadOnlyList<NodeDecision>> ReadDecisionsAsync(string node, int max, CancellationToken cancellation);
}
