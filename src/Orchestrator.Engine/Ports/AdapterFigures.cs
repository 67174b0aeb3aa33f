namespace Orchestrator.Engine.Ports;

/// <summary>How it is with one adapter instance in one node.</summary>
/// <param name="Instance">Its name.</param>
/// <param name="Adapter">The kind of system, as the adapter calls it.</param>
/// <param name="Version">Of the adapter.</param>
public sealed record AdapterFigures(string Instance, string Adapter, string Version)
{
    /// <summary>The node knows that a person holds it.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Null while the circuit is closed.</summary>
    public OpenCircuit? Circuit { get; init; }

    /// <summary>Why nobody takes its calls in the node, a sentence; null where somebody does.</summary>
    public string? Closed { get; init; }

    /// <summary>Calls under way.</summary>
    public int InFlight { get; init; }

    /// <summary>Calls that could begin and may not.</summary>
    public int Waiting { get; init; }

    /// <summary>How long the oldest of those has waited; zero where there is none.</summary>
    public TimeSpan OldestWaiting { get; init; }

    public CallFigures Calls { get; init; } = CallFigures.None;
}

/// <summary>Calls fail, so none begins until a moment; then one is let through to try.</summary>
/// <param name="Since">When it opened, having been closed.</param>
/// <param name="Until">When the next call is let through.</param>
public sealed record OpenCircuit(DateTimeOffset Since, DateTimeOffset Until);

/// <summary>What became of calls that have ended: over the last five minutes, unless it says otherwise.</summary>
public sealed record CallFigures
{
    public static CallFigures None { get; } = new();

    /// <summary>Calls per second over the last minute.</summary>
    public double PerSecond { get; init; }

    /// <summary>How many took how long, as <see cref="Dispatch.LatencyScale"/> divides it; trailing zeros are left out.</summary>
    public IReadOnlyList<int> Durations { get; init; } = [];

    /// <summary>The most frequent first, at most <see cref="Dispatch.CallStatistics.ErrorsMax"/>.</summary>
    public IReadOnlyList<CallErrors> Errors { get; init; } = [];

    /// <summary>Of the last call ever that did not fail; null where there was none in this process.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>The last one ever; null where there was none in this process.</summary>
    public CallFailure? LastFailure { get; init; }
}

/// <summary>How often calls ended so.</summary>
/// <param name="Answer">retryable, permanent, unknown or read_unknown.</param>
/// <param name="Code">The adapter's own; TIMEOUT, or an exception's name, where the call ended without an answer; may be
/// empty.</param>
/// <param name="Count">At least 1.</param>
public sealed record CallErrors(string Answer, string Code, int Count);

/// <summary>How a call failed.</summary>
public sealed record CallFailure(DateTimeOffset Time, string Operation, string Answer, string Code, string Message);
