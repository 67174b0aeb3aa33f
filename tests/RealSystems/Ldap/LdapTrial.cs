using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Ldap;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Ldap;

/// <summary>An adapter that may touch a branch of the directory of its own.</summary>
internal sealed class LdapTrial : AdapterTrial
{
    private static int _branches;

    private readonly Slapd _slapd;
    private readonly LdapRelay _relay;
    private readonly string _planted;
    private readonly bool _isDeclared;
    private readonly Lazy<IAdapter> _adapter;

    public LdapTrial(Slapd slapd, string planted = "", string? declaration = null)
    {
        (_slapd, _planted, _isDeclared) = (slapd, planted, declaration is not null);
        _relay = new LdapRelay(slapd.Port);
        Branch = $"ou=b{Interlocked.Increment(ref _branches)},dc=example,dc=com";
        _adapter = new(() => Make(Settings(_relay.Port), Records, In(declaration)));
    }

    /// <summary>Where it may do as it likes.</summary>
    public string Branch { get; }

    public MemoryRecords Records { get; } = new();

    public override IAdapter Adapter => _adapter.Value;

    public static IAdapter Make(JsonObject settings, MemoryRecords records, string? declaration = null)
    {
        Environment.SetEnvironmentVariable("LDAP_TRIAL_PASSWORD", Slapd.Password);
        Environment.SetEnvironmentVariable("LDAP_TRIAL_WRONG", "not that horse");
        return new LdapAdapterFactory().Create(new AdapterSetup(
            "directory", JsonSerializer.SerializeToElement(settings), "/", new SecretReader("/"), records)
        {
            Declaration = declaration is null ? null : JsonDocument.Parse(declaration).RootElement,
        });
    }

    public JsonObject Settings(int port) => new()
    {
        ["server"] = $"ldap://127.0.0.1:{port}",
        ["allowClearText"] = true,
        ["bindDn"] = Slapd.Admin,
        ["bindPassword"] = new JsonObject { ["env"] = "LDAP_TRIAL_PASSWORD" },
        ["base"] = new JsonArray(Branch),
        ["inventory"] = new JsonArray(
            _isDeclared
                ? new JsonObject
                {
                    ["kind"] = "account",
                    ["base"] = Branch,
                    ["filter"] = "(objectClass=inetOrgPerson)",
                    ["id"] = "uid",
                }
                : new JsonObject { ["kind"] = "entry", ["base"] = Branch },
            new JsonObject { ["kind"] = "membership", ["base"] = Branch, ["members"] = "member" }),
    };

    /// <summary>The branch, and what is to be in it.</summary>
    public override Task StartAsync() => _slapd.AddAsync(
        $"""
        dn: {Branch}
        objectClass: organizationalUnit
        description: A branch of a test's own.

        {In(_planted)}
        """);

    public override async Task<string> WorldAsync() => string.Join(
        "\n\n",
        (await _slapd.SearchAsync(Branch)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => string.Join('\n', entry.Split('\n').Order(StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal));

    public override AdapterCall Arrange(Mishap mishap, AdapterCall call)
    {
        _relay.Next = mishap;
        return call;
    }

    public override ValueTask DisposeAsync() => _relay.DisposeAsync();

    /// <summary>The branch stands in texts as BRANCH.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? In(string? text) => text?.Replace("BRANCH", Branch, StringComparison.Ordinal);
}
