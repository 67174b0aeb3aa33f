using System.Text.Json;
using NJsonSchema;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Exec;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Adapters.Exec;

public sealed class ExecSetupTests
{
    [Fact]
    public void All_that_is_wrong_with_the_declaration_is_told_at_once()
    {
        var wrong = Assert.Throws<AdapterSetupException>(() => Create(
            """
            { "list": { "program": "./none" },
              "operations": {
                "one": { "summary": "One.", "program": "/etc/passwd", "workingFolder": "/no/such" },
                "two": { "summary": "Two.", "program": "/bin/true", "environment": { "A": { "env": "EXEC_NOT_SET" } },
                  "read": { "program": "./none" } } } }
            """));

        Assert.Equal(
            ["/declaration/operations/one/program", "/declaration/operations/one/workingFolder",
                "/declaration/operations/two/environment/A", "/declaration/operations/two/read/program",
                "/declaration/list/program"],
            wrong.Problems.Select(problem => problem.Place));
    }

    [Fact]
    public void Without_a_declaration_nothing_may_be_run()
    {
        var wrong = Assert.Throws<AdapterSetupException>(() => Create(null));

        Assert.Equal("/declaration: There is none: it says which programs may be run.", wrong.Message);
    }

    [Fact]
    public async Task Its_schemas_can_be_read_and_refuse_what_they_do_not_know()
    {
        var factory = new ExecAdapterFactory();
        var settings = await JsonSchema.FromJsonAsync(factory.SettingsSchema);
        var declaration = await JsonSchema.FromJsonAsync(factory.DeclarationSchema);

        Assert.Empty(settings.Validate("{ }"));
        Assert.NotEmpty(settings.Validate("""{ "shell": true }"""));
        Assert.Empty(declaration.Validate("""{ "operations": { "x": { "summary": "X.", "program": "/bin/true" } } }"""));
        Assert.NotEmpty(declaration.Validate("""{ "operations": { "x": { "summary": "X.", "command": "rm -rf" } } }"""));
    }

    [Fact]
    public void What_only_reads_back_and_previews_where_there_is_a_program_for_it_says_so()
    {
        var adapter = Create(
            """
            { "operations": {
              "one": { "summary": "One.", "program": "/bin/true" },
              "two": { "summary": "Two.", "program": "/bin/true", "read": {}, "preview": {} } } }
            """);

        Assert.Equal(
            [("one", false, false), ("two", true, true)],
            adapter.Description.Operations.Select(operation => (operation.Name, operation.CanRead, operation.CanPreview)));
    }

    private static IAdapter Create(string? declaration) => new ExecAdapterFactory().Create(
        new AdapterSetup("programs", Parse("{}"), "/", new SecretReader("/"), new MemoryRecords())
        {
            Declaration = declaration is null ? null : Parse(declaration),
        });

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
