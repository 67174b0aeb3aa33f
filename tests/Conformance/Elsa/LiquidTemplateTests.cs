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
            Assert.Equal(output, Language.Parse(template).Run(new TemplateScope()).AsString);
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
    private sealed class TemplateScope : IScope
    {
        private static readonly Members Values = ValueJson.Parse("""
            {"X":5,"Y":2.5,"Name":"ann lee","Empty":"","Nil":null,"Flag":true,"L":[3,1,2],"S":["b","a","c"],
             "O":{"id":7,"a":{"b":"deep"}},"P":[{"id":1,"price":9.99},{"id":2,"price":20}]}
            """).Members;

        public ScopeFacts Facts { get; } = new("templates", 1, "1");

        public Members Inputs => Members.Empty;

        public Value LastResult => Value.Null;

        public IEnumerable<VariableDeclaration> Variables => Values.Select(one =>
            new VariableDeclaration(one.Name, one.Name, DataType.Object, Value.Null));

        public Value Get(VariableDeclaration variable) => Values.Single(one => one.Name == variable.Id).Value;

        public void Set(VariableDeclaration variable, Value value) =>
            throw new InvalidOperationException("A template sets no variable.");

        public bool TryGetInput(string name, out Value value)
        {
            value = default;
            return false;
        }

        public bool TryGetOutput(string activity, out Value output)
        {
            output = default;
            return false;
        }
    }
}
