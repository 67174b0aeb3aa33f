using System.Text.Json;

namespace Orchestrator.Engine.Instances;

/// <summary>One instance, as the operator wrote it.</summary>
/// <param name="Name">As workflows call it.</param>
/// <param name="Kind">The kind of adapter.</param>
/// <param name="Settings">An object; empty where none were written.</param>
/// <param name="Declaration">A whole path; null where none was named.</param>
/// <param name="Limits">By their names, as they were written.</param>
public sealed record InstanceEntry(
    string Name,
    string Kind,
    JsonElement Settings,
    string? Declaration,
    IReadOnlyDictionary<string, string> Limits);
