using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Orchestrator.Tests.Conformance.Elsa;

/// <summary>
/// The cases: those of the folder that ORCHESTRATOR_ELSA_CASES names, or else this repository's own copy; and the
/// repository's own cases in any event.
/// </summary>
internal static class ElsaCases
{
    private const string OwnCases = "own-cases.json";

    private static readonly Lazy<IReadOnlyDictionary<string, ElsaCase>> Read = new(() =>
        Files().SelectMany(ReadFile).ToDictionary(one => one.Name, StringComparer.Ordinal));

    public static IEnumerable<ElsaCase> All => Read.Value.Values;

    public static ElsaCase Find(string name) => Read.Value[name];

    private static IEnumerable<string> Files()
    {
        var here = Here();
        var given = Environment.GetEnvironmentVariable("ORCHESTRATOR_ELSA_CASES");
        string[] shared = string.IsNullOrEmpty(given)
            ? [Path.Combine(here, "probes.json")]
            : [.. Directory.GetFiles(given, "*.json").Order(StringComparer.Ordinal)];
        return [.. shared, Path.Combine(here, OwnCases)];
    }

    /// <summary>A file of another shape, such as expressions with their values, holds no cases.</summary>
    private static List<ElsaCase> ReadFile(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.TryGetProperty("cases", out var cases)
            ? [.. cases.EnumerateArray().Select(ElsaCase.From)]
            : [];
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
