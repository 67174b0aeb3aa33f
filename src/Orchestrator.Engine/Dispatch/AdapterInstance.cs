using System.Collections.Frozen;
using Orchestrator.Adapters;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Ports;
using Polly;

namespace Orchestrator.Engine.Dispatch;

/// <summary>A configured adapter, with what stands around it.</summary>
internal sealed class AdapterInstance
{
    private readonly TimeProvider _time;
    private volatile AdapterDecision? _held;
    private volatile Parts _parts;

    public AdapterInstance(string name, IAdapter adapter, AdapterLimits limits, TimeProvider time)
    {
        (Name, Adapter, Limits, _time) = (name, adapter, limits, time);
        Room = adapter as ICallGate;
        _parts = new Parts(adapter.Description);
        Circuit = new CircuitWatch(time);
        Pipeline = CallPipeline.Build(limits, Circuit, time);
        Queue = new CallQueue(limits, time, Room);
        Calls = new CallStatistics(time);
    }

    public string Name { get; }

    public IAdapter Adapter { get; }

    public AdapterLimits Limits { get; }

    public ResiliencePipeline Pipeline { get; }

    public CircuitWatch Circuit { get; }

    public CallQueue Queue { get; }

    public CallStatistics Calls { get; }

    /// <summary>The adapter's own bound; null where it has none.</summary>
    public ICallGate? Room { get; }

    public IReadOnlyList<CatalogOperation> Catalog => Now.Catalog;

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
                Closed = Room?.Closed,
                Circuit = Circuit.Open,
                InFlight = Queue.Running,
                Waiting = waiting,
                OldestWaiting = oldest is { } since ? _time.GetElapsedTime(since) : TimeSpan.Zero,
                Calls = Calls.Read(),
            };
        }
    }

    /// <summary>
    /// What follows from the adapter's description. Workers may bring another one, as a whole; calls and checks that
    /// have begun go on with the one that they found.
    /// </summary>
    private Parts Now
    {
        get
        {
            var parts = _parts;
            if (Room is not null && Adapter.Description is var description && !ReferenceEquals(parts.Description, description))
                _parts = parts = new Parts(description);
            return parts;
        }
    }

    public AdapterOperation? Find(string operation) => Now.Operations.GetValueOrDefault(operation);

    /// <summary>What is under way ends; what waits begins when it is held no more, with null.</summary>
    public void Hold(AdapterDecision? decision)
    {
        _held = decision;
        Queue.Hold(decision is not null);
    }

    private sealed class Parts(AdapterDescription description)
    {
        public AdapterDescription Description { get; } = description;

        public FrozenDictionary<string, AdapterOperation> Operations { get; } = description.Operations.ToFrozenDictionary(
            operation => operation.Name, operation => new AdapterOperation(operation), StringComparer.Ordinal);

        public IReadOnlyList<CatalogOperation> Catalog { get; } =
            [.. description.Operations.Select(operation => new SchemaOperation(operation))];
    }
}
