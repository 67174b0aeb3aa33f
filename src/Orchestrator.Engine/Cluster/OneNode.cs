using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Cluster;

/// <summary>A node that has its database for itself: it owns everything, without leases.</summary>
public sealed class OneNode(ActivationEngine engine, NodeIdentity identity, INodeDecisions decisions, TimeProvider time)
    : INodes, IDisposable
{
    /// <summary>Stands for the process where nothing numbers them.</summary>
    private const long Number = 0;

    private readonly DateTimeOffset _started = time.GetUtcNow();
    private readonly SemaphoreSlim _turn = new(1);

    public Task<ClusterPicture> DescribeAsync(CancellationToken cancellation)
    {
        var node = new ClusterNode(identity, Number, _started, TimeSpan.Zero, engine.Figures)
        {
            IsLive = true,
            IsDraining = engine.IsDrained,
        };
        var shards = Enumerable.Range(0, ActivationId.Shards).Select(
            static shard => new ClusterShard(shard, Number, 0, null));
        return Task.FromResult(new ClusterPicture([node], [.. shards]));
    }

    /// <summary>One at a time: what is kept last is what holds.</summary>
    public async Task<NodeDecisionOutcome> DecideAsync(NewNodeDecision decision, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var verdict = DrainRule.Check(
                decision.What, [new(identity.Id, IsLive: true, engine.IsDrained, IsLeaving: false)]);
            var outcome = await decisions.KeepAsync(decision, verdict, cancellation).ConfigureAwait(false);
            if (outcome == NodeDecisionOutcome.Decided)
                engine.Drain(decision.What.Drains);
            return outcome;
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task<IReadOnlyList<NodeDecision>> ReadDecisionsAsync(string node, int max, CancellationToken cancellation) =>
        decisions.ReadAsync(node, max, cancellation);

    public void Dispose() => _turn.Dispose();
}
