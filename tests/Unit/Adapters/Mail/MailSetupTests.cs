using System.Text.Json;
using NJsonSchema;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Mail;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Adapters.Mail;

public sealed class MailSetupTests
{
    [Fact]
    public void All_that_is_wrong_with_the_settings_is_told_at_once()
    {
        var wrong = Assert.Throws<AdapterSetupException>(() => Create(
            """
            { "server": "smtp://mail.example.com", "startTls": false, "user": "me", "password": { "env": "MAIL_NOT_SET" },
              "caFile": "none.pem", "from": "nobody" }
            """));

        Assert.Equal(
            ["/settings/startTls", "/settings/caFile", "/settings/from"],
            wrong.Problems.Select(problem => problem.Place));
    }

    [Fact]
    public void All_that_is_wrong_with_the_declaration_is_told_at_once()
    {
        var wrong = Assert.Throws<AdapterSetupException>(() => Create(
            """{ "server": "smtp://mail.example.com", "from": "a@example.com" }""",
            """
            { "operations": {
              "one": { "summary": "One.", "to": "${input.to", "subject": "S", "textFile": "../secret.txt" },
              "two": { "summary": "Two.", "to": "${input.to}", "subject": "S", "htmlFile": "none.html", "inverse": "one" },
              "three": { "summary": "Three.", "to": "${input.to}", "subject": "S" } } }
            """));

        Assert.Equal(
            ["/declaration/operations/one/to", "/declaration/operations/one/textFile",
                "/declaration/operations/two/inverse", "/declaration/operations/two/htmlFile",
                "/declaration/operations/three/text"],
            wrong.Problems.Select(problem => problem.Place));
    }

    [Fact]
    public async Task Its_schemas_can_be_read_and_refuse_what_they_do_not_know()
    {
        var factory = new MailAdapterFactory();
        var settings = await JsonSchema.FromJsonAsync(factory.SettingsSchema);
        var declaration = await JsonSchema.FromJsonAsync(factory.DeclarationSchema);

        Assert.Empty(settings.Validate("""{ "server": "smtps://a", "from": "a@b.c" }"""));
        Assert.NotEmpty(settings.Validate("""{ "server": "http://a", "from": "a@b.c" }"""));
        Assert.NotEmpty(declaration.Validate("""{ "operations": { "x": { "summary": "X.", "subject": "S" } } }"""));
    }

    private static IAdapter Create(string settings, string? declaration = null) => new MailAdapterFactory().Create(
        new AdapterSetup("post", Parse(settings), "/no/such/folder", new SecretReader("/"), new MemoryRecords())
        {
            Declaration = declaration is null ? null : Parse(declaration),
        });

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
