using System.Text.Json;
using NJsonSchema;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Netconf;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Adapters.Netconf;

public sealed class NetconfSetupTests
{
    private const string Host = """{ "host": "a1.example.net" }""";

    [Fact]
    public void All_that_is_wrong_with_the_declaration_is_told_at_once()
    {
        var wrong = Assert.Throws<AdapterSetupException>(() => Create(
            Host,
            """
            {
              "lists": [{ "kind": "line", "filter": "<a/>", "each": "x:[", "values": {}, "id": "${device}" }],
              "operations": {
                "open": { "summary": "Opens.", "edit": "no-such-file.xml", "device": "${input.device" },
                "close": { "summary": "Closes.", "edit": "<a>", "hasEffect": false },
                "show": { "summary": "Shows.", "get": { "filter": "x" }, "outputs": { "x": { "xpath": "none:x" } } },
                "start": { "summary": "Starts.", "rpc": "<start/>", "inverse": "open" }
              }
            }
            """));

        Assert.Equal(
            [
                "/declaration/operations/open/edit", "/declaration/operations/open/device",
                "/declaration/operations/close/edit", "/declaration/operations/close/hasEffect",
                "/declaration/operations/show/outputs/x", "/declaration/operations/show/get",
                "/declaration/operations/show/hasEffect", "/declaration/operations/start/inverse",
                "/declaration/lists/0",
            ],
            wrong.Problems.Select(problem => problem.Place));
    }

    [Theory]
    [InlineData(true, Host)]
    [InlineData(true, """{ "devices": { "a1": { "host": "::1", "port": 22, "user": "me" } }, "target": "running" }""")]
    [InlineData(true, """{ "host": "a", "jumpHost": "me@b:22,c", "sshOptions": { "Ciphers": "aes256-ctr" } }""")]
    [InlineData(false, "{ }")]
    [InlineData(false, """{ "host": "-oProxyCommand=touch /tmp/x" }""")]
    [InlineData(false, """{ "host": "a", "user": "-x" }""")]
    [InlineData(false, """{ "host": "a", "jumpHost": "-oProxyCommand=x" }""")]
    [InlineData(false, """{ "host": "a", "sshOptions": { "ProxyCommand": "touch /tmp/x" } }""")]
    [InlineData(false, """{ "host": "a", "sshOptions": { "StrictHostKeyChecking": "no" } }""")]
    [InlineData(false, """{ "host": "a", "sshOptions": { "Ciphers": "x\nProxyCommand=y" } }""")]
    [InlineData(false, """{ "host": "a", "pasword": "x" }""")]
    public async Task Settings_are_held_against_their_schema(bool isFine, string settings)
    {
        var schema = await JsonSchema.FromJsonAsync(new NetconfAdapterFactory().SettingsSchema);

        Assert.Equal(isFine, schema.Validate(settings).Count == 0);
    }

    [Fact]
    public async Task The_schema_of_declarations_can_be_read_and_refuses_what_it_does_not_know()
    {
        var schema = await JsonSchema.FromJsonAsync(new NetconfAdapterFactory().DeclarationSchema!);

        Assert.Empty(schema.Validate(
            """
            { "namespaces": { "a": "urn:a" }, "keys": { "line": ["port"], "tag": [] }, "operations": { "open-line": {
              "summary": "Opens.", "edit": "<a/>", "inverse": "revert",
              "outputs": { "vlan": { "xpath": "a:vlan", "type": "integer" }, "port": { "value": "${input.port}" } } } } }
            """));
        Assert.NotEmpty(schema.Validate("""{ "operations": { "x": { "summary": "X." } } }"""));
        Assert.NotEmpty(schema.Validate(
            """{ "operations": { "x": { "summary": "X.", "edit": "<a/>", "rpc": "<b/>" } } }"""));
    }

    [Fact]
    public void What_is_not_declared_is_there_where_nothing_is_declared_or_it_is_asked_for()
    {
        const string Declaration =
            """{ "operations": { "open": { "summary": "Opens.", "edit": "<a/>", "inverse": "revert" } } }""";

        Assert.Equal(["edit", "revert", "get", "rpc"], NamesOf(Create(Host)));
        Assert.Equal(["open", "revert"], NamesOf(Create(Host, Declaration)));
        Assert.Equal(
            ["open", "edit", "revert", "get", "rpc"],
            NamesOf(Create("""{ "host": "a1", "builtIns": true }""", Declaration)));
    }

    private static IEnumerable<string> NamesOf(IAdapter adapter) =>
        adapter.Description.Operations.Select(operation => operation.Name);

    private static IAdapter Create(string settings, string? declaration = null) => new NetconfAdapterFactory().Create(
        new AdapterSetup("network", Parse(settings), "/", new SecretReader("/"), new MemoryRecords())
        {
            Declaration = declaration is null ? null : Parse(declaration),
        });

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
