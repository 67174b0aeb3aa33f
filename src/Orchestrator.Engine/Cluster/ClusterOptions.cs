using Orchestrator.Core.Leases;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Cluster;

/// <summary>What makes an engine one node of several.</summary>
/// <param name="Store">What the nodes share.</param>
/// <param name="Node">Who this one is.</param>
/// <param name="Terms">Of leases; the same for all nodes.</param>
public sealed record ClusterOptions(IClusterStore Store, NodeIdentity Node, LeaseTerms Terms)
{
    /// <summary>How long calls of a shard that is given away may take; then their answers are not waited for.</summary>
    public TimeSpan HandOverPatience { get; init; } = TimeSpan.FromSeconds(30);
}
