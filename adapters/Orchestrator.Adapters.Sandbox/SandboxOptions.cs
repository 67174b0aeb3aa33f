namespace Orchestrator.Adapters.Sandbox;

/// <summary>How the sandbox adapters are set up.</summary>
public sealed record SandboxOptions
{
    /// <summary>The file that holds the world; made, with its folder, where it is not there.</summary>
    public required string File { get; init; }

    /// <summary>The least time that a call, or a page of a list, takes before it acts; not negative.</summary>
    public TimeSpan LatencyMin { get; init; }

    /// <summary>The most time that it takes; not less than <see cref="LatencyMin"/>.</summary>
    public TimeSpan LatencyMax { get; init; }

    /// <summary>
    /// Faults for every order, by <c>{adapter}.{operation}</c> or <c>{operation}</c>: <c>network.reserve-port</c> →
    /// <c>fail-once</c>. An order asks for its own by a label of that name after <c>sandbox.</c>, which wins; or for
    /// one step's own call, by <c>sandbox.step.{step}</c>, which wins over that.
    /// </summary>
    /// <remarks>
    /// <c>fail-once</c>, <c>fail-twice</c>, <c>fail-&lt;n&gt;</c>: retryable, the first n calls of a step.
    /// <c>fail</c>: for good.
    /// <c>lose-answer</c>: done, but the first answer is unknown.
    /// <c>lose-call</c>: the first call is not done, and unknown.
    /// <c>hang</c>: the first call is not done, and never answered.
    /// <c>unknown</c>, <c>unknown-done</c>: never known, not even by reading; not done, or done.
    /// <c>slow-&lt;ms&gt;</c>: takes so many milliseconds longer.
    /// </remarks>
    public IReadOnlyDictionary<string, string> Faults { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Systems will be declared, and <see cref="SandboxAdapters.CheckFaults"/> called after that; false: the names of
    /// faults are checked at once.
    /// </summary>
    public bool IsDeclaredLater { get; init; }

    /// <summary>What waits and what dates the calls.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    internal void Check()
    {
        if (string.IsNullOrWhiteSpace(File)) throw new ArgumentException(
            "The sandbox's setting File is empty. Name a file.");
        if (LatencyMin < TimeSpan.Zero || LatencyMax < LatencyMin)
        {
            throw new ArgumentException(
                $"The sandbox's settings LatencyMin ({LatencyMin}) and LatencyMax ({LatencyMax}) are no range.");
        }
    }
}
