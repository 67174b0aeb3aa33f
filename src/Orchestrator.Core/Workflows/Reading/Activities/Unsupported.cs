using System.Collections.Frozen;

namespace Orchestrator.Core.Workflows.Reading.Activities;

/// <summary>Elsa's activities that are not to be had here, and what does the same.</summary>
internal static class Unsupported
{
    private static readonly FrozenDictionary<string, string> Hints = new Dictionary<string, string>
    {
        ["Elsa.SendHttpRequest"] = "Use Orchestrator.Step with an HTTP adapter. ",
        ["Elsa.FlowSendHttpRequest"] = "Use Orchestrator.Step with an HTTP adapter. ",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A sentence with a blank after it, or null.</summary>
    public static string? Hint(string typeName) => Hints.GetValueOrDefault(typeName);
}
