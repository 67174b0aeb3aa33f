using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Shards;

/// <summary>
/// What a node does with shards that it has gained: it says so, brings in what is awake of them, page by page, and then
/// lets all go on. Decides only what is said; who reads the journal asks it.
/// </summary>
/// <param name="leases">What was gained and is still owned, with the tokens.</param>
public sealed class GainedShards(IReadOnlyList<ShardLease> leases)
{
    private readonly Dictionary<int, long> _tokens = leases.ToDictionary(
        static lease => lease.Shard, static lease => lease.Token);

    public IReadOnlyList<ShardLease> Leases { get; } = leases;

    /// <summary>First: they are owned from now on.</summary>
    /// <param name="greatestId">Of all activations; read after the shards were acquired, or ids might be given twice.
    /// </param>
    public ShardInput.Gained Begin(long greatestId) => new(Leases, greatestId);

    /// <summary>Those of a page of ids that are in these shards.</summary>
    public long[] Among(IReadOnlyList<long> page) => [.. page.Where(id => _tokens.ContainsKey(ActivationId.Shard(id)))];

    /// <summary>
    /// Then each: it waits for the others, and is passed over where its shard has another owner by then.
    /// </summary>
    public ShardInput.Loaded BringIn(ShardInput.Loaded read) =>
        read with { MoreToCome = true, Token = _tokens[ActivationId.Shard(read.Activation)] };

    /// <summary>Last: all go on.</summary>
    public ShardInput.Recovered End() => new() { Leases = Leases };
}
