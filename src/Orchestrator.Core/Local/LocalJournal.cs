using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Local;

/// <summary>
/// The journal of a local run: lists in memory. What is written is durable at once.
/// </summary>
/// <param name="plans">The plans of all definitions that run.</param>
internal sealed class LocalJournal(IReadOnlyList<WorkflowPlan> plans)
{
    private readonly List<Transition> _transitions = [];
    private readonly Dictionary<long, SagaState> _states = [];
    private readonly Dictionary<long, Wake> _wakes = [];
    private readonly Dictionary<long, long> _ends = [];

    /// <summary>Of all activations, in the order in which they were written.</summary>
    public IReadOnlyList<Transition> Transitions => _transitions;

    /// <summary>The activations as their histories tell, in the order in which they began.</summary>
    public IEnumerable<SagaState> States => _states.Values;

    public SagaState? Find(long activation) => _states.GetValueOrDefault(activation);

    /// <summary>The last id that each shard has given.</summary>
    public IReadOnlyDictionary<int, long> LastIds => _states.Keys
        .GroupBy(ActivationId.Shard)
        .ToDictionary(shard => shard.Key, shard => shard.Max());

    /// <summary>Those that must be in memory by then, and when.</summary>
    public IEnumerable<(long Activation, DateTimeOffset At)> Sleepers =>
        _wakes.Where(wake => wake.Value.At is not null).Select(wake => (wake.Key, wake.Value.At!.Value));

    /// <summary>Refuses a start that has been made before; nothing else is ever refused.</summary>
    public ShardInput.WriteRefused? Refuse(ShardOutput.Write write)
    {
        foreach (var transition in write.Transitions)
        {
            if (transition.Entry?.Accepted?.Order is { } order
                && _states.Values.FirstOrDefault(state => IsSame(state.Order, order)) is { } before)
                return new(write.Number, transition.Activation, before.Id, SameRequest: true);
        }

        return null;
    }

    public void Write(Transition transition)
    {
        _transitions.Add(transition);
        if (transition.Entry is { } entry)
            _wakes[transition.Activation] = entry.Wake;
        foreach (var end in transition.Ends ?? [])
            Keep(end);
        if (!_states.TryGetValue(transition.Activation, out var state))
            _states.Add(transition.Activation, state = new(transition.Activation, PlanOf(transition)));
        foreach (var happened in transition.Events)
            state.Apply(happened, transition.Time);
    }

    public ShardInput.Loaded Load(long activation)
    {
        if (!_states.TryGetValue(activation, out var state))
            return new(activation, null, []);

        return new(activation, state.Plan, [.. _transitions.Where(one => one.Activation == activation)])
        {
            Wake = _wakes.GetValueOrDefault(activation),
        };
    }

    /// <summary>What another process would load before it does anything else.</summary>
    public IEnumerable<ShardInput.Loaded> LoadDue(DateTimeOffset now) => _wakes
        .Where(wake => wake.Value.Always || wake.Value.At <= now)
        .Select(wake => wake.Key)
        .Union(_ends.Keys)
        .Select(activation => Load(activation) with { MoreToCome = true });

    private void Keep(ChildsEnd end)
    {
        if (!end.IsNoted)
            _ends[end.Child] = end.Number;
        else if (_ends.TryGetValue(end.Child, out var number) && number <= end.Number)
            _ends.Remove(end.Child);
    }

    private static bool IsSame(ActivationOrder one, ActivationOrder other) =>
        one.Caller == other.Caller && one.RequestId == other.RequestId;

    private WorkflowPlan PlanOf(Transition first)
    {
        var accepted = (ActivationAccepted)first.Events[0];
        var id = new WorkflowId(accepted.Workflow, accepted.Version);
        return plans.First(plan => plan.Id == id);
    }
}
