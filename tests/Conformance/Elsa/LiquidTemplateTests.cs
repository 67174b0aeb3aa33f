using System.Runtime.CompilerServices;
using System.Text.Json;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Expressions.Liquid;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Tests.Conformance.Elsa;

/// <summary>Templates, and what Elsa's own engine made of them.</summary>
public sealed class LiquidTemplateTests
{
    private static readonly LiquidLanguage Language = new();

    /// <summary>Each template with what it gives; null where it does not parse.</summary>
    public static TheoryData<string, string?> Templates
    {
        get
        {
            var data = new TheoryData<string, string?>();
            foreach (var (template, output) in Files().SelectMany(Read).DistinctBy(one => one.Template))
                data.Add(template, output);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_template_gives_what_it_gave_in_Elsa(string template, string? output)
    {
        if (output is null)
            Assert.Throws<ScriptSyntaxException>(() => Language.Parse(template));
        else
            Assert.Equal(output, Language.Parse(template).Run(Scope).AsString);
    }

    private static IEnumerable<string> Files()
    {
        yield return Path.Combine(Here(), "expressions.json");
        var given = Environment.GetEnvironmentVariable("ORCHESTRATOR_ELSA_CASES");
        foreach (var file in string.IsNullOrEmpty(given) ? [] : Directory.GetFiles(given, "*.json"))
            yield return file;
    }

    private static IEnumerable<(string Template, string? Output)> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("liquid", out var templates))
            return [];

        return [.. templates.EnumerateArray().Select(one => (
            one.GetProperty("template").GetString()!,
            one.TryGetProperty("output", out var output) ? output.GetString() : null))];
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    /// <summary>The variables that Elsa's own answers were given with.</summary>
    private static readonly FixedScope Scope = new("templates", """
            {"X":5,"Y":2.5,"Name":"ann lee","Empty":"","Nil":null,"Flag":true,"L":[3,1,2],"S":["b","a","c"],
             "O":{"id":7,"a":{"b":"deep"}},"P":[{"id":1,"price":9.99},{"id":2,"price":20}]}
            """);
}
