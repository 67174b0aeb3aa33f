using System.Text.Json;

namespace Orchestrator.Tests.Conformance.Elsa;

/// <summary>A definition, and what the real Elsa 3 did with it.</summary>
/// <param name="Name">Unique among all cases.</param>
/// <param name="Input">The workflow's inputs.</param>
/// <param name="Workflow">The definition.</param>
/// <param name="Required">Definitions that it refers to.</param>
/// <param name="Expected">What Elsa did with counter-based flowcharts.</param>
/// <param name="ExpectedTokenMode">The same with token-based ones, where that matters; null elsewhere.</param>
internal sealed record ElsaCase(
    string Name,
    string Input,
    string Workflow,
    IReadOnlyList<string> Required,
    ElsaOutcome Expected,
    ElsaOutcome? ExpectedTokenMode)
{
    public static ElsaCase From(JsonElement it) => new(
        it.GetProperty("name").GetString()!,
        Text(it, "input") ?? "{}",
        it.GetProperty("workflow").GetRawText(),
        it.TryGetProperty("requiredWorkflows", out var required)
            ? [.. required.EnumerateArray().Select(one => one.GetRawText())]
            : [],
        ElsaOutcome.From(it.GetProperty("expected")),
        it.TryGetProperty("expectedTokenMode", out var token) && token.ValueKind == JsonValueKind.Object
            ? ElsaOutcome.From(token)
            : null);

    private static string? Text(JsonElement it, string name) =>
        it.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value.GetRawText() : null;
}
