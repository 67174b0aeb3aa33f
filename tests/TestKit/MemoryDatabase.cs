using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;

namespace Orchestrator.TestKit;

/// <summary>What outlives a process: rows as the other journals have them, events as JSON. One caller at a time.</summary>
public sealed class MemoryDatabase
{
    private readonly Dictionary<(string Caller, string RequestId), long> _requests = [];
    private readonly Dictionary<string, long> _openServices = new(StringComparer.Ordinal);

    /// <summary>The fencing token: who may write.</summary>
    public int Token { get; set; }

    public SortedDictionary<long, Activation> Activations { get; } = [];

    public Dictionary<string, ServiceEntry> Services { get; } = new(StringComparer.Ordinal);

    public WriteRefusal? Write(ShardOutput.Write write)
    {
        var fresh = write.Transitions.Where(transition => !IsKnown(transition)).ToArray();
        if (fresh.Select(transition => Refuse(transition, fresh)).OfType<WriteRefusal>().FirstOrDefault() is { } refusal)
            return refusal;

        // What gives a service free comes before what takes it.
        foreach (var transition in fresh.OrderBy(transition => transition.Entry?.OpenService is not null))
            Keep(transition);
        foreach (var transition in fresh)
        {
            var rows = Activations[transition.Activation].Rows;
            rows.Add(new Row(transition.Sequence, transition.Time, EventJson.ToBytes(transition.Events)));
        }

        return null;
    }

    public long? FindRequest(string caller, string requestId) =>
        _requests.TryGetValue((caller, requestId), out var found) ? found : null;

    private bool IsKnown(Transition transition) =>
        Activations.TryGetValue(transition.Activation, out var known) && known.Rows.Any(row => row.Sequence == transition.Sequence);

    private WriteRefusal? Refuse(Transition transition, Transition[] together)
    {
        if (transition.Entry is not { } entry)
            return null;

        var id = transition.Activation;
        if (entry.Accepted is { Order: { RequestId.Length: > 0 } order } && FindRequest(order.Caller, order.RequestId) is { } same && same != id)
            return new WriteRefusal(id, same, SameRequest: true);

        return entry.OpenService is { } service && _openServices.TryGetValue(service, out var other) && other != id
            && !together.Any(one => one.Activation == other && one.Entry is { OpenService: null })
                ? new WriteRefusal(id, other, SameRequest: false)
                : null;
    }

    private void Keep(Transition transition)
    {
        if (transition.Service is { } service)
            Services[service.Id] = service;
        if (transition.Entry is not { } entry)
            return;

        var id = transition.Activation;
        if (entry.Accepted is { } accepted)
        {
            Activations.Add(id, new Activation(accepted.Order, entry));
            _requests[(accepted.Order.Caller, accepted.Order.RequestId)] = id;
        }

        if (Activations[id].Entry.OpenService is { } before && _openServices.GetValueOrDefault(before) == id)
            _openServices.Remove(before);
        if (entry.OpenService is { } after)
            _openServices[after] = id;
        Activations[id].Entry = entry;
    }

    public sealed class Activation(ActivationOrder order, ActivationEntry entry)
    {
        public ActivationOrder Order { get; } = order;

        public ActivationEntry Entry { get; set; } = entry;

        public List<Row> Rows { get; } = [];
    }

    public sealed record Row(long Sequence, DateTimeOffset Time, byte[] Events);
}
