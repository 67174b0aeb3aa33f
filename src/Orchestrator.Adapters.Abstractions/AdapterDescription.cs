namespace Orchestrator.Adapters;

/// <summary>What an adapter says of itself.</summary>
/// <param name="Name">The kind of system, kebab-case: <c>network</c>. Instances are named by the operator.</param>
/// <param name="Operations">Every operation, with unique names.</param>
/// <param name="CanList">Whether <see cref="IAdapter.ListAsync"/> answers.</param>
public sealed record AdapterDescription(
    string Name, IReadOnlyList<OperationDescription> Operations, bool CanList = false)
{
    /// <summary>The operation of that name, or null.</summary>
    public OperationDescription? Find(string operation) =>
        Operations.FirstOrDefault(candidate => candidate.Name == operation);
}

/// <summary>One operation of an adapter.</summary>
/// <param name="Name">kebab-case, a verb first: <c>reserve-port</c>.</param>
/// <param name="InputSchema">JSON Schema (draft 4 to 7) of the input, an object.</param>
/// <param name="OutputSchema">JSON Schema of the output, an object.</param>
/// <param name="HasEffect">False for what only reads; such a step needs no compensation.</param>
/// <param name="Inverse">
/// The operation that undoes this one; null where it cannot be undone or has no effect. Where a workflow gives the
/// compensation no input of its own, the inverse is called with the step's input, overlaid with the step's output.
/// </param>
/// <param name="CanRead">Whether <see cref="IAdapter.ReadAsync"/> can tell what became of a call.</param>
/// <param name="CanPreview">Whether <see cref="IAdapter.PreviewAsync"/> can tell what a call would change.</param>
public sealed record OperationDescription(
    string Name,
    string InputSchema,
    string OutputSchema,
    bool HasEffect = true,
    string? Inverse = null,
    bool CanRead = false,
    bool CanPreview = false)
{
    /// <summary>One plain sentence for people.</summary>
    public string Summary { get; init; } = "";

    /// <summary>
    /// The operation which alters in place what this one made, with the input that this one would make it with anew; it
    /// has an inverse of its own, and may be this operation itself. Its output has the members of this one's; those
    /// that its input does not name are as they were. Null where what is made is not altered.
    /// </summary>
    public string? ChangedBy { get; init; }

    /// <summary>
    /// The members of the input that name what this operation makes: two calls that agree in all of them are about the
    /// same thing. Empty: an input names nothing.
    /// </summary>
    public IReadOnlyList<string> NamedBy { get; init; } = [];
}
