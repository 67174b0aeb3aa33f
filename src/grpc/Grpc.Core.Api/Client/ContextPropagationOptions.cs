namespace Grpc.Core;

/// <summary>What a call that is made while serving another takes over from it. It does not change.</summary>
/// <param name="propagateDeadline">Whether it ends no later.</param>
/// <param name="propagateCancellation">Whether it is cancelled with it.</param>
public class ContextPropagationOptions(bool propagateDeadline = true, bool propagateCancellation = true)
{
    /// <summary>Deadline and cancellation are both taken over.</summary>
    public static readonly ContextPropagationOptions Default = new();

    /// <summary>Whether the call ends no later.</summary>
    public bool IsPropagateDeadline { get; } = propagateDeadline;

    /// <summary>Whether the call is cancelled with the one that is served.</summary>
    public bool IsPropagateCancellation { get; } = propagateCancellation;
}
