using System.Text.Json;
using NJsonSchema;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Ldap;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Adapters.Ldap;

public sealed class LdapSetupTests
{
    [Fact]
    public void All_that_is_wrong_with_the_settings_is_told_at_once()
    {
        var wrong = Assert.Throws<AdapterSetupException>(() => Create(
            """
            { "server": "ldap://ldap.example.com", "bindDn": "cn=admin", "bindPassword": { "env": "LDAP_NOT_SET" },
              "caFile": "none.pem", "base": ["dc=example", "nowhere"],
              "inventory": [{ "kind": "account", "base": "dc=other", "filter": "(uid" }] }
            """));

        Assert.Equal(
            ["/settings/server", "/settings/caFile", "/settings/base/1",
                "/settings/inventory/0/base", "/settings/inventory/0/filter"],
            wrong.Problems.Select(problem => problem.Place));
    }

    [Fact]
    public void All_that_is_wrong_with_the_declaration_is_told_at_once()
    {
        var wrong = Assert.Throws<AdapterSetupException>(() => Create(
            """{ "server": "ldaps://ldap.example.com", "base": ["dc=example"] }""",
            """
            { "operations": {
              "create": { "summary": "Creates.", "do": "add-entry", "dn": "uid=${input.uid" },
              "find": { "summary": "Finds.", "do": "search" } } }
            """));

        Assert.Equal(
            ["/declaration/operations/create/attributes", "/declaration/operations/create/dn",
                "/declaration/operations/find/hasEffect", "/declaration/operations/find/base"],
            wrong.Problems.Select(problem => problem.Place));
    }

    [Fact]
    public async Task Its_schemas_can_be_read_and_refuse_what_they_do_not_know()
    {
        var factory = new LdapAdapterFactory();
        var settings = await JsonSchema.FromJsonAsync(factory.SettingsSchema);
        var declaration = await JsonSchema.FromJsonAsync(factory.DeclarationSchema);

        Assert.Empty(settings.Validate("""{ "server": "ldaps://a", "base": ["dc=x"] }"""));
        Assert.NotEmpty(settings.Validate("""{ "server": "ldaps://a", "base": ["dc=x"], "pasword": "x" }"""));
        Assert.NotEmpty(declaration.Validate("""{ "operations": { "x": { "summary": "X.", "do": "burn" } } }"""));
    }

    private static IAdapter Create(string settings, string? declaration = null) => new LdapAdapterFactory().Create(
        new AdapterSetup("directory", Parse(settings), "/", new SecretReader("/"), new MemoryRecords())
        {
            Declaration = declaration is null ? null : Parse(declaration),
        });

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
