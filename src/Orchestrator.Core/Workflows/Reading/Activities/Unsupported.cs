using System.Collections.Frozen;

namespace Orchestrator.Core.Workflows.Reading.Activities;

/// <summary>Elsa's activities that are not to be had here, and what does the same.</summary>
internal static class Unsupported
{
    private static readonly FrozenDictionary<string, string> Hints = new Dictionary<string, string>
    {
        ["Elsa.HttpEndpoint"] = "Order systems start workflows over gRPC; use Elsa.Event for what comes later. ",
        ["Elsa.WriteHttpResponse"] = "Order systems get an activation's outputs over gRPC: use Elsa.SetOutput. ",
        ["Elsa.RunCSharp"] = "Use Elsa.RunJavaScript, or Orchestrator.Step with an adapter. ",
        ["Elsa.RunPython"] = "Use Elsa.RunJavaScript, or Orchestrator.Step with an adapter. ",
        ["Elsa.StateMachine"] = "Use Elsa.Flowchart: states are activities, transitions are connections. ",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A sentence with a blank after it, or null.</summary>
    public static string? Hint(string typeName) => Hints.GetValueOrDefault(typeName);
}
