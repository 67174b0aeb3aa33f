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

    public static bool IsId(string property) => property is "Activation" or "Step" or "TraceId" or "SpanId" or "ParentId" or "TraceParent";

    /// <summary>The call's own trace, or that of the activation that the line is about.</summary>
    private static string? TraceOf(LogEvent logged)
    {
        if (logged.TraceId is { } trace)
            return trace.ToHexString();

        return logged.Properties.TryGetValue("TraceParent", out var found)
            && found is ScalarValue { Value: string { Length: 55 } parent }
                ? parent.Substring(3, 32)
                : null;
    }
}
