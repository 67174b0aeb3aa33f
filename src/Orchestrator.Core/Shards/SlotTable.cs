using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Shards;

/// <summary>The activations in memory, counted by shard.</summary>
internal sealed class SlotTable
{
    private readonly Dictionary<long, SagaSlot> _slots = [];
    private readonly int[] _counts = new int[ActivationId.Shards];

    public int Count => _slots.Count;

    /// <summary>Changes under who looks; no number is ever torn.</summary>
    public IReadOnlyList<int> CountByShard => _counts;

    public IReadOnlyCollection<SagaSlot> Values => _slots.Values;

    public bool ContainsKey(long activation) => _slots.ContainsKey(activation);

    /// <param name="activation">Its id.</param>
    /// <param name="slot">Null where it is not there.</param>
    public bool TryGetValue(long activation, out SagaSlot slot) => _slots.TryGetValue(activation, out slot!);

    public void Add(long activation, SagaSlot slot)
    {
        _slots.Add(activation, slot);
        _counts[ActivationId.Shard(activation)]++;
    }

    public void Remove(long activation)
    {
        if (_slots.Remove(activation))
            _counts[ActivationId.Shard(activation)]--;
    }
}
