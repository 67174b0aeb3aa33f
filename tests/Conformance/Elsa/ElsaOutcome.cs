using System.Globalization;
using System.Text;
using System.Text.Json;
using Orchestrator.Core.Local;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Tests.Conformance.Elsa;

/// <summary>What became of a workflow, in Elsa's words; equal when every part is.</summary>
/// <param name="Status">Elsa's status and sub-status: <c>Finished/Faulted</c>.</param>
/// <param name="Lines">What was written, in order.</param>
/// <param name="Output">The workflow's outputs.</param>
/// <param name="Incidents">Each as <c>activity: message</c>.</param>
internal sealed record ElsaOutcome(
    string Status, IReadOnlyList<string> Lines, Value Output, IReadOnlyList<string> Incidents)
{
    public string? Name { get; init; }

    public string? CorrelationId { get; init; }

    public static ElsaOutcome From(JsonElement it) => new(
        $"{it.GetProperty("status").GetString()}/{it.GetProperty("subStatus").GetString()}",
        Texts(it, "lines"),
        it.TryGetProperty("output", out var output) && output.ValueKind == JsonValueKind.Object
            ? ValueJson.From(output)
            : Value.EmptyObject,
        Texts(it, "incidents"))
    {
        Name = Text(it, "name"),
        CorrelationId = Text(it, "correlationId"),
    };

    public static ElsaOutcome From(LocalResult result) => new(
        result.Status switch
        {
            LocalStatus.Suspended => "Running/Suspended",
            var ended => $"Finished/{ended}",
        },
        result.Lines,
        result.Outputs,
        [.. result.Incidents.Select(incident => $"{incident.Activity}: {incident.Message}")])
    {
        Name = result.State.InstanceName,
        CorrelationId = result.State.CorrelationId,
    };

    public static ElsaOutcome NotValid(IEnumerable<Diagnostic> diagnostics) => new(
        "Not valid",
        [],
        Value.EmptyObject,
        [.. diagnostics.Where(found => found.Severity == Severity.Error)
            .Select(found => $"{found.Code} {found.Message}")]);

    /// <summary>Everything, a line each.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"status {Status}\n");
        foreach (var line in Lines)
            text.Append(CultureInfo.InvariantCulture, $"line {line}\n");
        foreach (var (name, value) in Output.Members.OrderBy(member => member.Name, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"output {name} {ValueJson.ToText(value)}\n");
        foreach (var incident in Incidents)
            text.Append(CultureInfo.InvariantCulture, $"incident {incident}\n");
        return text.Append(CultureInfo.InvariantCulture, $"name {Name}\ncorrelation {CorrelationId}\n").ToString();
    }

    private static string? Text(JsonElement it, string name) =>
        it.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string[] Texts(JsonElement it, string name) =>
        it.TryGetProperty(name, out var values) ? [.. values.EnumerateArray().Select(one => one.GetString()!)] : [];
}
