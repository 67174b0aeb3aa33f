using Orchestrator.Core.Sagas;

namespace Orchestrator.Storage.Postgres;

/// <summary>The fencing tokens that writes go out with: one for each shard, 0 where it is not owned.</summary>
internal sealed class PostgresTokens
{
    private readonly Lock _gate = new();
    private volatile Snapshot _now = new(0, new long[ActivationId.Shards]);

    /// <summary>Never changed: the next ones are other objects.</summary>
    public Snapshot Now => _now;

    public void Begin(long node, IReadOnlyList<long> tokens)
    {
        lock (_gate)
            _now = new Snapshot(node, [.. tokens]);
    }

    public void Set(IEnumerable<(int Shard, long Token)> changes)
    {
        lock (_gate)
        {
            var tokens = _now.Tokens.ToArray();
            foreach (var (shard, token) in changes)
                tokens[shard] = token;
            if (!tokens.AsSpan().SequenceEqual(_now.Tokens))
                _now = new Snapshot(_now.Node, tokens);
        }
    }

    /// <param name="Node">The number that owns the shards.</param>
    /// <param name="Tokens">By shard.</param>
    public sealed record Snapshot(long Node, long[] Tokens);
}
