using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.TestKit;

/// <summary>What services hold, as the databases keep it: one change after the other, in their order.</summary>
public sealed class MemoryLedger
{
    private readonly SortedDictionary<ResourceKey, LedgerEntry> _entries = new(Comparer<ResourceKey>.Create(Compare));

    /// <summary>Ordered by (adapter, kind, external id, service).</summary>
    public IReadOnlyCollection<LedgerEntry> Entries => _entries.Values;

    public IReadOnlyList<LedgerEntry> Of(string service) =>
        [.. _entries.Values.Where(entry => entry.Service == service)];

    /// <summary>What a transition makes of the ledger, and of services that end.</summary>
    public void Commit(Transition transition, Dictionary<string, ServiceEntry> services)
    {
        foreach (var change in transition.Ledger ?? [])
        {
            Apply(change);
            if (change is LedgerChange.Held && services.GetValueOrDefault(change.Service) is { } ended)
                services[ended.Id] = Settled(ended);
        }

        if (transition.Service is { } service
            && ServiceRules.MayFollow(services.GetValueOrDefault(service.Id), service))
            services[service.Id] = Settled(service);
    }

    private ServiceEntry Settled(ServiceEntry service) =>
        service.State == ServiceState.Terminated && Of(service.Id) is [_, ..] and var left
            ? TeardownReason.Incomplete(service, left)
            : service;

    public void Apply(LedgerChange change)
    {
        switch (change)
        {
            case LedgerChange.Held { Entry: var entry } when _entries.TryGetValue(ResourceKey.Of(entry), out var there):
                _entries[ResourceKey.Of(entry)] = there with { Attributes = entry.Attributes };
                break;
            case LedgerChange.Held { Entry: var entry }:
                _entries[ResourceKey.Of(entry)] = entry;
                break;
            case LedgerChange.Released it:
                _entries.Remove(new(it.Adapter, it.Kind, it.ExternalId, it.Service));
                break;
            case LedgerChange.Undone it:
                var key = new ResourceKey(it.Adapter, it.Kind, it.ExternalId, it.Service);
                if (_entries.TryGetValue(key, out var made) && (made.Activation, made.Step) == (it.Activation, it.Step))
                    _entries.Remove(key);
                break;
            case LedgerChange.KeyUndone it:
                foreach (var one in _entries.Where(one => one.Key.Service == it.Service && one.Value.Key == it.Key).ToArray())
                    _entries.Remove(one.Key);
                break;
        }
    }

    /// <summary>As bytes compare, as far as texts of tests go.</summary>
    public static int Compare(ResourceKey left, ResourceKey right) =>
        (string.CompareOrdinal(left.Adapter, right.Adapter), string.CompareOrdinal(left.Kind, right.Kind),
            string.CompareOrdinal(left.ExternalId, right.ExternalId), string.CompareOrdinal(left.Service, right.Service)) switch
        {
            (not 0 and var first, _, _, _) => first,
            (_, not 0 and var second, _, _) => second,
            (_, _, not 0 and var third, _) => third,
            var (_, _, _, last) => last,
        };
}
