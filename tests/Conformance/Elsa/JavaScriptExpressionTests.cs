using System.Runtime.CompilerServices;
using System.Text.Json;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Expressions.JavaScript;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Tests.Conformance.Elsa;

/// <summary>Scripts, and what Elsa's own engine answered.</summary>
public sealed class JavaScriptExpressionTests
{
    private static readonly JavaScriptLanguage Language = new();

    /// <summary>Each script with what it gives as JSON, or what its failure says.</summary>
    public static TheoryData<string, string?, string?> Scripts
    {
        get
        {
            var data = new TheoryData<string, string?, string?>();
            foreach (var (script, value, error) in Files().SelectMany(Read).DistinctBy(one => one.Script))
                data.Add(script, value, error);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_gives_what_it_gave_in_Elsa(string script, string? value, string? error)
    {
        if (error is null)
            Assert.Equal(ValueJson.Parse(value!), Language.Parse(script).Run(Scope));
        else if (error == "SyntaxError")
            Assert.Throws<ScriptSyntaxException>(() => Language.Parse(script));
        else
            Assert.StartsWith(
                error,
                Assert.Throws<ExpressionFailedException>(() => Language.Parse(script).Run(Scope)).Message,
                StringComparison.Ordinal);
    }

    private static IEnumerable<string> Files()
    {
        yield return Path.Combine(Here(), "expressions.json");
        var given = Environment.GetEnvironmentVariable("ORCHESTRATOR_ELSA_CASES");
        foreach (var file in string.IsNullOrEmpty(given) ? [] : Directory.GetFiles(given, "*.json"))
            yield return file;
    }

    private static IEnumerable<(string Script, string? Value, string? Error)> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("javascript", out var scripts))
            return [];

        return [.. scripts.EnumerateArray().Select(one => (
            one.GetProperty("script").GetString()!,
            one.TryGetProperty("value", out _) ? Expected(one) : null,
            one.TryGetProperty("error", out var error) ? error.GetString() : null))];
    }

    /// <summary>
    /// NaN and the infinities are null here, as in JSON; a big integer is its number, and not what .NET has of it.
    /// </summary>
    private static string Expected(JsonElement one)
    {
        var (type, value) = (one.GetProperty("type").GetString(), one.GetProperty("value"));
        return type == "number" && value.ValueKind == JsonValueKind.String ? "null"
            : type == "bigint" ? BigInteger(one.GetProperty("script").GetString()!)
            : value.GetRawText();
    }

    private static string BigInteger(string script) => script switch
    {
        "10n ** 3n" => "1000",
        _ => throw new InvalidOperationException($"Say here what {script} gives."),
    };

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    /// <summary>The variables that Elsa's own answers were given with.</summary>
    private static readonly FixedScope Scope = new("scripts", """
            {"X":5,"Name":"Ann","Null":null,"Flag":true,"Items":[1,"two",3.5,null,true],
             "Order":{"id":7,"name":"widget","tags":["a","b"],"addr":{"city":"Oslo"}}}
            """);
}
