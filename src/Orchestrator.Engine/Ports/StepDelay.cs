namespace Orchestrator.Engine.Ports;

/// <summary>Why a step's call has not begun, though the step is ready for it.</summary>
/// <param name="Step">The step.</param>
/// <param name="Kind">What is in its way.</param>
/// <param name="Since">Since when the step is ready.</param>
/// <param name="Until">When the call may begin at the earliest; null where nobody knows.</param>
/// <param name="Message">In a sentence or two.</param>
public sealed record StepDelay(
    string Step, StepDelayKind Kind, DateTimeOffset Since, DateTimeOffset? Until, string Message);

/// <summary>What keeps a call from beginning.</summary>
public enum StepDelayKind
{
    /// <summary>A person holds the adapter instance.</summary>
    Held,

    /// <summary>The adapter's calls fail.</summary>
    CircuitOpen,

    /// <summary>As many calls are under way, or have begun within the second, as the operator allows.</summary>
    Limit,

    /// <summary>The adapter has nobody who takes its calls.</summary>
    Unavailable,

    /// <summary>No maintenance window is open.</summary>
    Window,
}
