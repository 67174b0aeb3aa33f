using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Http.Declared;

namespace Orchestrator.Tests.Conformance.Adapters.DeclaredHttp;

/// <summary>What a declaration may say, and what is wrong with one that cannot be used.</summary>
public sealed class DeclarationTests
{
    private const string SchemaFile = "schema/http-declaration.schema.json";

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names { get; } = new(
        Directory.GetFiles(DeclaredAdapter.PathOf("workflows/systems"), "*.json")
            .Where(file => File.ReadAllText(file).Contains(SchemaFile, StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    private static string Schema =>
        JsonNode.Parse(new HttpAdapterFactory().DeclarationSchema)!.ToJsonString(Indented) + "\n";

    [Fact]
    public void The_file_for_editors_is_what_the_kind_takes()
    {
        if (Environment.GetEnvironmentVariable("ORCHESTRATOR_APPROVE") == "1")
            File.WriteAllText(DeclaredAdapter.PathOf(SchemaFile), Schema);

        Assert.Equal(File.ReadAllText(DeclaredAdapter.PathOf(SchemaFile)), Schema);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_declaration_of_the_repository_fits(string name)
    {
        var problems = (await JsonSchema.FromJsonAsync(Schema)).Validate(DeclaredAdapter.Text(name));

        Assert.Empty(problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public async Task The_example_of_the_documentation_fits_and_makes_an_adapter()
    {
        var page = await File.ReadAllTextAsync(DeclaredAdapter.PathOf("docs/adapters-http.md"));
        var example = page.Split("```json")[1].Split("```")[0];

        Assert.Empty((await JsonSchema.FromJsonAsync(Schema)).Validate(example));
        using var adapter = new DeclaredAdapter(example, "https://shop.example.com/v2", new Dictionary<string, string> { ["token"] = "t" });
        Assert.Equal(
            ["take-number", "give-number-back"], adapter.Adapter.Description.Operations.Select(operation => operation.Name));
    }

    [Fact]
    public async Task What_is_misspelt_does_not_fit()
    {
        var schema = await JsonSchema.FromJsonAsync(Schema);

        Assert.NotEmpty(schema.Validate(DeclaredAdapter.Text("powerdns").Replace("\"restore\"", "\"retsore\"", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Validate(DeclaredAdapter.Text("kea").Replace("\"means\": \"retryable\"", "\"means\": \"perhaps\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_and_where_it_stands()
    {
        const string Declaration =
            """
            { "settings": { "server": { "description": "The server's id." } },
              "secrets": { "key": { "description": "The API key." } },
              "credentials": { "bearer": "token" },
              "operations": {
                "make": { "summary": "Makes it.", "inverse": "unmake",
                  "input": { "type": "object", "properties": { "name": { "type": "string" } } }, "output": { "type": "object" },
                  "request": { "method": "POST", "url": "/${input.nmae}", "query": { "key": "${secrets.key}" }, "body": { "a": ["${unclosed"] } },
                  "read": { "request": { "method": "GET", "url": "/${settings.sever}" },
                    "done": [{ "at": "/reponse/status", "equals": 200 }, { "at": "/response/status", "matches": "(" }] } },
                "unmake": { "summary": "Removes it.", "input": { "type": "object" }, "output": { "type": "object" },
                  "request": { "method": "DELETE", "url": "/x" } } } }
            """;
        var settings = new JsonObject { ["zone"] = "x", ["tls"] = new JsonObject { ["caFile"] = "no-such-file.pem" } };

        var wrong = Assert.Throws<AdapterSetupException>(() => new DeclaredAdapter(Declaration, "http://h?x=1", null, settings));

        Assert.Equal(
            [
                "/declaration/credentials/bearer",
                "/declaration/operations/make",
                "/declaration/operations/make/read/done/0/at",
                "/declaration/operations/make/read/done/1/matches",
                "/declaration/operations/make/read/request/url",
                "/declaration/operations/make/request/body/a/0",
                "/declaration/operations/make/request/query/key",
                "/declaration/operations/make/request/url",
                "/declaration/operations/unmake",
                "/settings/baseUrl",
                "/settings/secrets/key",
                "/settings/server",
                "/settings/tls/caFile",
                "/settings/zone",
            ],
            wrong.Problems.Select(problem => problem.Place).Order(StringComparer.Ordinal));
        Assert.All(wrong.Problems, problem => Assert.Matches("[.)]$", problem.Message));
    }

    [Fact]
    public async Task Settings_that_fit_are_taken_and_others_are_not()
    {
        var schema = await JsonSchema.FromJsonAsync(new HttpAdapterFactory().SettingsSchema);

        Assert.Empty(schema.Validate(
            """{ "baseUrl": "https://dns.example", "server": "a", "secrets": { "apiKey": { "env": "KEY" } }, "tls": { "caFile": "ca.pem" } }"""));
        Assert.NotEmpty(schema.Validate("""{ "baseUrl": "dns.example" }"""));
        Assert.NotEmpty(schema.Validate("""{ "baseUrl": "https://dns.example", "secrets": { "apiKey": "in clear" } }"""));
    }
}
