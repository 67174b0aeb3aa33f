using System.Text.Json;

namespace Orchestrator.Adapters;

/// <summary>One call of an operation.</summary>
/// <param name="Operation">A name from the adapter's description.</param>
/// <param name="Input">A JSON object that fits the operation's input schema. Never a disposed document.</param>
/// <param name="IdempotencyKey"><c>{activation}/{step}/do</c> or <c>/undo</c>; the same for every attempt, in every
/// process.</param>
public sealed record AdapterCall(string Operation, JsonElement Input, string IdempotencyKey)
{
    /// <summary>The key of the call that this one undoes; null for a step's own call.</summary>
    public string? Undoes { get; init; }

    /// <summary>From 1; counts the attempts with this key.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>How long the call may take; after that it is given up, and its outcome is unknown.</summary>
    public TimeSpan Timeout { get; init; } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>The activation's labels, as the order gave them.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
