using System.Collections.Frozen;
using Orchestrator.Adapters;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Ports;
using Polly;

namespace Orchestrator.Engine.Dispatch;

/// <summary>A configured adapter, with what stands around it.</summary>
internal sealed class AdapterInstance
{
    private readonly FrozenDictionary<string, AdapterOperation> _operations;
    private readonly TimeProvider _time;
    private volatile AdapterDecision? _held;

    public AdapterInstance(string name, IAdapter adapter, AdapterLimits limits, TimeProvider time)
    {
        (Name, Adapter, Limits, _time) = (name, adapter, limits, time);
        _operations = adapter.Description.Operations
            .ToFrozenDictionary(
                operation => operation.Name, operation => new AdapterOperation(operation), StringComparer.Ordinal);
        Catalog = [.. adapter.Description.Operations.Select(operation => new SchemaOperation(operation))];
        Circuit = new CircuitWatch(time);
        Pipeline = CallPipeline.Build(limits, Circuit, time);
        Queue = new CallQueue(limits, time);
        Calls = new CallStatistics(time);
    }

    public string Name { get; }

    public IAdapter Adapter { get; }

    public AdapterLimits Limits { get; }

    public ResiliencePipeline Pipeline { get; }

    public CircuitWatch Circuit { get; }

    public CallQueue Queue { get; }

    public CallStatistics Calls { get; }

    public IReadOnlyList<CatalogOperation> Catalog { get; }

    /// <summary>The decision by which no call begins; null where calls may.</summary>
    public AdapterDecision? Held => _held;

    public AdapterFigures Figures
    {
        get
        {
            var (waiting, oldest) = Queue.Waiting;
            return new AdapterFigures(Name, Adapter.Description.Name, AdapterVersions.Of(Adapter))
            {
                IsHeld = Held is not null,
                Circuit = Circuit.Open,
                InFlight = Queue.Running,
                Waiting = waiting,
                OldestWaiting = oldest is { } since ? _time.GetElapsedTime(since) : TimeSpan.Zero,
                Calls = Calls.Read(),
            };
        }
    }

    public AdapterOperation? Find(string operation) => _operations.GetValueOrDefault(operation);

    /// <summary>What is under way ends; what waits begins when it is held no more, with null.</summary>
    public void Hold(AdapterDecision? decision)
    {
        _held = decision;
        Queue.Hold(decision is not null);
    }
}
