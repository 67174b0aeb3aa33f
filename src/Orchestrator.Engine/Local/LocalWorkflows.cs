using System.Text.Json;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine.Expressions;

namespace Orchestrator.Engine.Local;

/// <summary>A document with a definition.</summary>
/// <param name="Source">Where it comes from, for people.</param>
/// <param name="Content">
/// The definition as JSON, or an object that holds it as <c>definition</c> or <c>workflow</c>.
/// </param>
public sealed record LocalDocument(string Source, string Content);

/// <summary>Definitions read to be run at the desk.</summary>
/// <param name="Plans">In the order of the documents; empty where one is not valid.</param>
/// <param name="Problems">Of all documents, each with its source.</param>
public sealed record LocalWorkflows(
    IReadOnlyList<WorkflowPlan> Plans, IReadOnlyList<(string Source, Diagnostic Found)> Problems)
{
    /// <summary>The languages that expressions may be written in.</summary>
    public static IReadOnlyList<IScriptLanguage> Languages => ScriptLanguages.All;

    public bool IsValid => Plans.Count > 0;

    /// <summary>Reads the documents of one run.</summary>
    /// <param name="documents">At least one.</param>
    /// <param name="options">What they are read against.</param>
    public static LocalWorkflows Read(IReadOnlyList<LocalDocument> documents, WorkflowReaderOptions options)
    {
        var plans = new List<WorkflowPlan>();
        var problems = new List<(string, Diagnostic)>();
        var unwrapped = documents.Select(document => (document.Source, Unwrap(document.Content))).ToArray();
        var definitions = new LocalDefinitions();
        foreach (var (_, (definition, version)) in unwrapped)
            definitions.Add(definition, version);
        foreach (var (source, (definition, version)) in unwrapped)
        {
            var read = WorkflowReader.Read(definition, options with { Definitions = definitions }, version);
            problems.AddRange(read.Diagnostics.Select(found => (source, found)));
            if (read.Plan is not null)
                plans.Add(read.Plan);
        }

        return new(plans.Count == documents.Count ? plans : [], problems);
    }

    /// <summary>The definition's own text, and the version that it says it is.</summary>
    private static (string Definition, int Version) Unwrap(string content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return (content, 1);

            var isWrapped = !root.TryGetProperty("root", out _);
            if (isWrapped && (Holds(root, "definition") ?? Holds(root, "workflow")) is { } inner)
                return (inner.GetRawText(), VersionOf(inner));

            return (content, VersionOf(root));
        }
        catch (JsonException)
        {
            // What is wrong with it is the reader's to tell.
            return (content, 1);
        }
    }

    private static JsonElement? Holds(JsonElement root, string name) =>
        root.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : null;

    private static int VersionOf(JsonElement definition) =>
        definition.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number
            && version.TryGetInt32(out var number) && number > 0
            ? number
            : 1;
}
