using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;

namespace Orchestrator.TestKit;

/// <summary>
/// What outlives a process: rows as the other journals have them, events as JSON. One caller at a time.
/// </summary>
public sealed class MemoryDatabase
{
    private readonly Dictionary<(string Caller, string RequestId), long> _requests = [];
    private readonly Dictionary<string, long> _openServices = new(StringComparer.Ordinal);

    /// <summary>The fencing token: who may write.</summary>
    public int Token { get; set; }

    public SortedDictionary<long, Activation> Activations { get; } = [];

    /// <summary>Children whose parents have not noted that they have ended, with the number of the event.</summary>
    public Dictionary<long, long> Ends { get; } = [];

    public Dictionary<string, ServiceEntry> Services { get; } = new(StringComparer.Ordinal);

    /// <summary>What services hold.</summary>
    public MemoryLedger Ledger { get; } = new();

    /// <summary>What was told about customers and decided about their services.</summary>
    public MemoryCustomerRecords Records { get; } = new();

    /// <summary>All that a batch has to keep to; checked before anything of it is written.</summary>
    /// <exception cref="InvalidOperationException">The journal would have a hole, or an activation without a
    /// beginning.</exception>
    public void Check(ShardOutput.Write write)
    {
        var last = new Dictionary<long, long>();
        foreach (var transition in write.Transitions.Where(transition => !IsKnown(transition)))
        {
            var id = transition.Activation;
            var before = last.GetValueOrDefault(
                id, Activations.TryGetValue(id, out var known) ? known.Rows[^1].Sequence : 0);
            if (transition.Sequence - transition.Events.Count != before
                || (before == 0) != (transition.Entry?.Accepted is not null))
                throw new InvalidOperationException($"Events up to {transition.Sequence} do not follow {before}.");

            last[id] = transition.Sequence;
        }
    }

    public WriteRefusal? Write(ShardOutput.Write write)
    {
        var fresh = write.Transitions.Where(transition => !IsKnown(transition)).ToArray();
        if (fresh.Select(
            transition => Refuse(transition, fresh)).OfType<WriteRefusal>().FirstOrDefault() is { } refusal)
            return refusal;
        if (fresh.Select(Changed).OfType<WriteRefusal>().FirstOrDefault() is { } late)
            return late;

        foreach (var transition in fresh)
            Append(transition);

        // An activation's last entry holds; what gives a service free comes before what takes it.
        foreach (var group in fresh.Where(transition => transition.Entry is not null).GroupBy(
            transition => transition.Activation)
            .OrderBy(group => group.Last().Entry!.OpenService is not null))
            Keep(group.Key, group.Last().Entry!);
        return null;
    }

    public long? FindRequest(string caller, string requestId) =>
        _requests.TryGetValue((caller, requestId), out var found) ? found : null;

    private bool IsKnown(Transition transition) =>
        Activations.TryGetValue(transition.Activation, out var known) && known.Rows.Any(
            row => row.Sequence == transition.Sequence);

    private WriteRefusal? Refuse(Transition transition, Transition[] together)
    {
        if (transition.Entry is not { } entry)
            return null;

        var id = transition.Activation;
        if (entry.Accepted is { Order: { RequestId.Length: > 0 } order }
            && FindRequest(order.Caller, order.RequestId) is { } same
            && same != id)
            return new WriteRefusal(id, same, SameRequest: true);

        return entry.OpenService is { } service && _openServices.TryGetValue(service, out var other) && other != id
            && !together.Any(one => one.Activation == other && one.Entry is { OpenService: null })
                ? new WriteRefusal(id, other, SameRequest: false)
                : null;
    }

    private WriteRefusal? Changed(Transition transition) =>
        transition.Seen is { } seen
        && Services.TryGetValue(seen.Id, out var now)
        && ServiceRules.HasChanged(now, seen)
            ? new WriteRefusal(transition.Activation, now.Activation, SameRequest: false) { Changed = now }
            : null;

    private void Append(Transition transition)
    {
        if (transition.Entry is { Accepted: { Order: var order } } entry)
        {
            Activations.Add(transition.Activation, new Activation(order, entry with { OpenService = null }));
            _requests[(order.Caller, order.RequestId)] = transition.Activation;
        }

        Activations[transition.Activation].Rows.Add(
            new Row(transition.Sequence, transition.Time, EventJson.ToBytes(transition.Events)));
        Ledger.Commit(transition, Services);
        foreach (var change in transition.Awaits ?? [])
        {
            if (change.Begins)
                Activations[transition.Activation].Awaits.Add(change.What);
            else
                Activations[transition.Activation].Awaits.Remove(change.What);
        }

        foreach (var end in transition.Ends ?? [])
            Keep(end);
        if (transition.DueTime is { } due)
            Activations[transition.Activation].DueTime = due.IsOver ? null : due;
    }

    private void Keep(ChildsEnd end)
    {
        if (!end.IsNoted)
            Ends[end.Child] = end.Number;
        else if (Ends.TryGetValue(end.Child, out var number) && number <= end.Number)
            Ends.Remove(end.Child);
    }

    private void Keep(long id, ActivationEntry entry)
    {
        var activation = Activations[id];
        if (activation.Entry.OpenService is { } before && _openServices.GetValueOrDefault(before) == id)
            _openServices.Remove(before);
        if (entry.OpenService is { } after)
            _openServices[after] = id;
        activation.Entry = entry;
    }

    public sealed class Activation(ActivationOrder order, ActivationEntry entry)
    {
        public ActivationOrder Order { get; } = order;

        public ActivationEntry Entry { get; set; } = entry;

        public List<Row> Rows { get; } = [];

        public HashSet<Awaited> Awaits { get; } = [];

        /// <summary>Null where there is none, or it has finished.</summary>
        public DueTimeChange? DueTime { get; set; }
    }

    public sealed record Row(long Sequence, DateTimeOffset Time, byte[] Events);
}
