using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Calls;

/// <summary>An operation and the rule behind it.</summary>
/// <param name="Description">What the adapter says of it.</param>
/// <param name="Decide">
/// Reads the world, notes the changes in the draft, and gives the output; throws <see cref="RefusedException"/> where a
/// rule of the world forbids it.
/// </param>
internal sealed record SandboxOperation(OperationDescription Description, Func<Draft, Input, JsonObject> Decide)
{
    /// <summary>
    /// As an inverse it takes back what is recorded of the call that it undoes. False: it adds to history instead, as a
    /// refund does, and <see cref="Decide"/> is asked with all that is known of that call.
    /// </summary>
    public bool TakesBack { get; init; } = true;

    /// <summary>
    /// What it makes and releases if it is done, from its fields and those of its output; throws
    /// <see cref="RefusedException"/> where one is missing. Null: the fields do not say.
    /// </summary>
    public Func<Input, IReadOnlyList<ResourceChange>?> Names { get; init; } = static _ => null;
}
