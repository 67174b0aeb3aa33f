namespace Orchestrator.Engine;

/// <summary>
/// What the operator lets be done to one adapter instance. Past a limit calls wait; they do not fail.
/// </summary>
public sealed record AdapterLimits
{
    public static AdapterLimits Default { get; } = new();

    /// <summary>Calls at the same time, at least 1.</summary>
    public int ConcurrentMax { get; init; } = 64;

    /// <summary>Calls per second, above 0; null for no limit. As many as fit into a second may come at once.</summary>
    public double? PerSecondMax { get; init; }

    /// <summary>
    /// The share of calls, above 0 and up to 1, that fail or stay unknown before the circuit opens and calls wait.
    /// </summary>
    public double CircuitFailureRatio { get; init; } = 0.9;

    /// <summary>Calls within <see cref="CircuitWindow"/> below which the circuit stays closed, at least 2.</summary>
    public int CircuitCallsMin { get; init; } = 20;

    /// <summary>The time over which calls are counted, at least half a second.</summary>
    public TimeSpan CircuitWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the circuit stays open before one call is let through to try, at least half a second.
    /// </summary>
    public TimeSpan CircuitBreak { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest that one call may take, above zero: a step that gives it more is given this; null for no
    /// limit.</summary>
    public TimeSpan? TimeoutMax { get; init; }
}
