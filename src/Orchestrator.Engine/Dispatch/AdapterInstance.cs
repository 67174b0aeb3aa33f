using System.Collections.Frozen;
using Orchestrator.Adapters;
using Orchestrator.Core.Workflows;
using Polly;

namespace Orchestrator.Engine.Dispatch;

/// <summary>A configured adapter, with what stands around it.</summary>
internal sealed class AdapterInstance
{
    private readonly FrozenDictionary<string, AdapterOperation> _operations;

    public AdapterInstance(string name, IAdapter adapter, AdapterLimits limits, TimeProvider time)
    {
        (Name, Adapter) = (name, adapter);
        _operations = adapter.Description.Operations
            .ToFrozenDictionary(
                operation => operation.Name, operation => new AdapterOperation(operation), StringComparer.Ordinal);
        Catalog = [.. adapter.Description.Operations.Select(operation => new SchemaOperation(operation))];
        Pipeline = CallPipeline.Build(limits, time);
        Queue = new CallQueue(limits, time);
    }

    public string Name { get; }

    public IAdapter Adapter { get; }

    public ResiliencePipeline Pipeline { get; }

    public CallQueue Queue { get; }

    public IReadOnlyList<CatalogOperation> Catalog { get; }

    public AdapterOperation? Find(string operation) => _operations.GetValueOrDefault(operation);
}
