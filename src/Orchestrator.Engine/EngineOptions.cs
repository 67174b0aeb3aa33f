using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine;

/// <summary>Bounds and paces of the engine. The defaults are fit for one node of two to sixteen cores.</summary>
public sealed record EngineOptions
{
    /// <summary>
    /// Activations in memory; past it a start is refused as overload. What sleeps is not in memory. At least 1.
    /// </summary>
    public int ActivationsMax { get; init; } = 20_000;

    /// <summary>
    /// Starts that are taken in and not yet durable; past it a start is refused as overload. At least 1.
    /// </summary>
    public int StartsMax { get; init; } = 5_000;

    /// <summary>
    /// Commands of callers that are not answered yet; past it one is refused as overload. At least 1.
    /// </summary>
    public int CommandsMax { get; init; } = 5_000;

    /// <summary>
    /// Callers that wait for the end of an activation; past it one is refused as overload. At least 1.
    /// </summary>
    public int WaitsMax { get; init; } = 20_000;

    /// <summary>Open watches; past it one is refused as overload. At least 1.</summary>
    public int WatchesMax { get; init; } = 20_000;

    /// <summary>
    /// Activities of one workflow that may run without one that waits; past it it fails, WORKFLOW_RUNAWAY. At least 1.
    /// </summary>
    public int TurnsMax { get; init; } = OwnedShards.TurnsMaxDefault;

    /// <summary>What holds in lanes.</summary>
    public LaneRules Lanes { get; init; } = LaneRules.None;

    /// <summary>When calls may begin; null: always.</summary>
    public WindowCalendar? Windows { get; init; }

    /// <summary>How the journal is best written to.</summary>
    public JournalPace Pace { get; init; } = new(WritersMax: 8, BesideMin: 1);

    /// <summary>Whether published events start workflows that begin with them.</summary>
    public bool EventsStart { get; init; } = true;

    /// <summary>Transitions in one batch, unless a single write has more.</summary>
    public int BatchTransitionsMax { get; init; } = 1_000;

    /// <summary>Bytes of values in one batch, roughly, unless a single write has more.</summary>
    public int BatchBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>Activations that are read from the journal at once.</summary>
    public int ReadPage { get; init; } = 500;

    /// <summary>Pages that are read at the same time when the engine starts.</summary>
    public int ReadersMax { get; init; } = 4;

    /// <summary>
    /// How often the journal is asked for sleeping activations that are to wake soon; well below a minute.
    /// </summary>
    public TimeSpan SleeperPoll { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often it is looked whether due times are in jeopardy.</summary>
    public TimeSpan LookAheadPoll { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest time between two attempts to reach a journal that is away.</summary>
    public TimeSpan JournalRetryMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Finds what deprovisions a service that has become another one since that was ordered, as soon as whoever knows the
    /// products is there; null: nobody does, and it is left to the ledger.
    /// </summary>
    public Task<FindTeardown>? Teardowns { get; init; }
}
