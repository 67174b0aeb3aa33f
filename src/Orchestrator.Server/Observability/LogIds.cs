using Serilog.Events;

namespace Orchestrator.Server.Observability;

/// <summary>The ids by which lines of the log belong together.</summary>
internal static class LogIds
{
    private static readonly (string Property, string Name)[] Known = [("Activation", "activation"), ("Step", "step")];

    /// <summary>Those that an event has, by the names that are written.</summary>
    public static IEnumerable<(string Name, string Value)> Of(LogEvent logged)
    {
        foreach (var (property, name) in Known)
        {
            if (logged.Properties.TryGetValue(property, out var found) && found is ScalarValue { Value: { } value })
                yield return (name, value.ToString() ?? "");
        }

        if (TraceOf(logged) is { } trace)
            yield return ("trace", trace);
    }

    public static bool IsId(string property) =>
        property is "Activation" or "Step" or "TraceId" or "SpanId" or "ParentId" or "TraceParent";

    private static string? TextOf(LogEvent logged, string property) =>
        logged.Properties.TryGetValue(property, out var found) && found is ScalarValue { Value: string text }
            ? text
            : null;

    /// <summary>That of the activation that the line is about, or else the call's own.</summary>
    private static string? TraceOf(LogEvent logged)
    {
        if (TextOf(logged, "TraceId") is { Length: > 0 } named)
            return named;
        if (TextOf(logged, "TraceParent") is { Length: 55 } parent)
            return parent.Substring(3, 32);

        return logged.TraceId?.ToHexString();
    }
}
