using System.Collections.Frozen;
using Orchestrator.Adapters;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Dispatch;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine;

/// <summary>The configured adapter instances. Fixed for the life of the process.</summary>
public sealed class AdapterRegistry : IAdapterCatalog
{
    private readonly FrozenDictionary<string, AdapterInstance> _instances;

    /// <param name="instances">By the operator's names.</param>
    /// <param name="limits">Of instances that do not have the default ones.</param>
    /// <param name="time">For time-outs, rates and circuits; null for the system's.</param>
    public AdapterRegistry(
        IReadOnlyDictionary<string, IAdapter> instances,
        IReadOnlyDictionary<string, AdapterLimits>? limits = null,
        TimeProvider? time = null)
    {
        _instances = instances.ToFrozenDictionary(
            instance => instance.Key,
            instance => new AdapterInstance(
                instance.Key,
                instance.Value,
                limits?.GetValueOrDefault(instance.Key) ?? AdapterLimits.Default,
                time ?? TimeProvider.System),
            StringComparer.Ordinal);
        Instances = [.. instances.Keys.Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> Instances { get; }

    public IReadOnlyList<CatalogOperation>? Operations(string instance) => FindInstance(instance)?.Catalog;

    /// <summary>The adapter, bare: for previews and lists. Null where there is no such instance.</summary>
    public IAdapter? Find(string instance) => FindInstance(instance)?.Adapter;

    /// <summary>What the operator lets be done to an instance. Null where there is no such instance.</summary>
    public AdapterLimits? LimitsOf(string instance) => FindInstance(instance)?.Limits;

    /// <summary>Whether a person holds an instance: no call begins.</summary>
    public bool IsHeld(string instance) => FindInstance(instance)?.Held is not null;

    /// <summary>How it is with every instance in this node, by their names.</summary>
    public IReadOnlyList<AdapterFigures> Figures =>
        [.. _instances.Values.OrderBy(static instance => instance.Name, StringComparer.Ordinal).Select(static one => one.Figures)];

    internal AdapterInstance? FindInstance(string instance) => _instances.GetValueOrDefault(instance);

    internal IEnumerable<AdapterInstance> All => _instances.Values;
}
