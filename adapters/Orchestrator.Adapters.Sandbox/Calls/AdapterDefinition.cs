namespace Orchestrator.Adapters.Sandbox.Calls;

/// <summary>One simulated system: its operations and how it words the faults that are asked of it.</summary>
/// <param name="Name">The adapter's name.</param>
/// <param name="BusyCode">The code of a fault that passes.</param>
/// <param name="BrokenCode">The code of a fault that stays.</param>
/// <param name="Tables">What it holds.</param>
/// <param name="Operations">What it does.</param>
internal sealed record AdapterDefinition(
    string Name,
    string BusyCode,
    string BrokenCode,
    IReadOnlyList<World.Table> Tables,
    IReadOnlyList<SandboxOperation> Operations)
{
    public AdapterDescription Description { get; } =
        new(Name, [.. Operations.Select(operation => operation.Description)], CanList: true);

    /// <summary>
    /// What the keys of this system's rows begin with, in tables that it shares with others; empty where they are its own.
    /// </summary>
    public string Prefix { get; init; } = "";

    public SandboxOperation? Find(string operation) =>
        Operations.FirstOrDefault(candidate => candidate.Description.Name == operation);

    /// <summary>Whether the operation undoes the other one; any other one, where that is not known.</summary>
    public bool IsInverse(string operation, string? of) => Operations.Any(candidate =>
        candidate.Description.Inverse == operation && (of is null || candidate.Description.Name == of));
}
