using System.Collections.Concurrent;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;

namespace Orchestrator.Storage.Rows;

/// <summary>
/// The last event of each activation that this process is writing. Nobody else writes while it owns the shards, which
/// every batch checks in its own transaction; so what is known here need not be looked up. Safe for any number of
/// threads.
/// </summary>
internal sealed class WrittenEnds
{
    /// <summary>
    /// Past it everything is forgotten, and looked up once: activations that sleep must not eat the memory.
    /// </summary>
    private const int CountMax = 50_000;

    private readonly ConcurrentDictionary<long, long> _ends = new();

    /// <summary>About how many there are: to ask the dictionary itself takes all of its locks.</summary>
    private int _count;

    /// <summary>
    /// Whether it is known that the transition follows the last event that is there. False says nothing.
    /// </summary>
    public bool IsFollowedBy(Transition transition) =>
        _ends.TryGetValue(transition.Activation, out var end) && end == WriteOrder.Before(transition);

    /// <summary>That write is durable.</summary>
    public void Note(ShardOutput.Write write)
    {
        if (Volatile.Read(ref _count) > CountMax)
            Forget();

        foreach (var transition in write.Transitions)
        {
            if (transition.Entry is { State: ActivationState.Completed or ActivationState.RolledBack or ActivationState.Cancelled })
                Remove(transition.Activation);
            else if (_ends.TryAdd(transition.Activation, transition.Sequence))
                Interlocked.Increment(ref _count);
            else
                _ends[transition.Activation] = transition.Sequence;
        }
    }

    /// <summary>Somebody else may have written since.</summary>
    public void Forget()
    {
        _ends.Clear();
        Volatile.Write(ref _count, 0);
    }

    private void Remove(long activation)
    {
        if (_ends.TryRemove(activation, out _))
            Interlocked.Decrement(ref _count);
    }
}
