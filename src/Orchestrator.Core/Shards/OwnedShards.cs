using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Shards;

/// <summary>
/// The shards that a node owns, run as one: inputs in, outputs out. Synchronous and deterministic: no I/O, no clock, no threads. One
/// caller at a time.
/// </summary>
/// <param name="lastIds">The last id that each shard has given, from the journal.</param>
public sealed class OwnedShards(IReadOnlyDictionary<int, long> lastIds)
{
    private readonly Dictionary<int, long> _lastIds = new(lastIds);

    /// <summary>When <see cref="ShardInput.Tick"/> is due next; null: not before another input.</summary>
    public DateTimeOffset? NextWake => _lastIds.Count < 0 ? DateTimeOffset.MaxValue : null;

    /// <summary>Takes in one input.</summary>
    /// <param name="input">What happened.</param>
    /// <param name="now">When; never earlier than in a call before.</param>
    /// <param name="outputs">What the shell is to do is added here, in order.</param>
    public void Handle(ShardInput input, DateTimeOffset now, ICollection<ShardOutput> outputs)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(outputs);
        throw new InvalidOperationException($"Input {input.GetType().Name} at {now} is not known.");
    }
}
