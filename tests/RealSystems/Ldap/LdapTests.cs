using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Ldap;

public sealed class LdapTests(Slapd slapd) : IClassFixture<Slapd>, IAsyncLifetime, IAsyncDisposable
{
    private const string Ada =
        """
        dn: uid=ada,BRANCH
        objectClass: inetOrgPerson
        uid: ada
        cn: Ada (the first) *
        sn: Lovelace
        userPassword: secret of ada

        """;

    private readonly LdapTrial _trial = new(slapd, Ada, Ldap_create_account.Declaration);

    public Task InitializeAsync() => _trial.StartAsync();

    public ValueTask DisposeAsync() => _trial.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task An_account_is_as_its_declaration_says()
    {
        var call = Call("create-account", """{ "uid": "bob,ou=admins", "name": "Bob", "mail": ["b@x.y", "c@x.y"] }""");

        var answer = Assert.IsType<Answer.Succeeded>(await _trial.Adapter.ExecuteAsync(call, default));

        Assert.Equal(
            _trial.In("""{"account":"uid=bob\\,ou\\=admins,BRANCH"}"""),
            JsonNode.Parse(answer.Output!.Value.GetRawText())!.ToJsonString(Relaxed));
        Assert.Equal("account bob,ou=admins", Assert.Single(answer.Resources.Select(
            change => $"{change.Resource.Kind} {change.Resource.ExternalId}")));
        Assert.Equal(
            _trial.In(
                """
                dn: uid=bob\2Cou\3Dadmins,BRANCH
                cn: Bob
                mail: b@x.y
                mail: c@x.y
                objectClass: inetOrgPerson
                sn: Bob
                uid: bob,ou=admins
                """),
            (await slapd.SearchAsync(_trial.In("uid=bob\\,ou\\=admins,BRANCH"))).Trim());
    }

    [Fact]
    public async Task What_stands_in_a_filter_is_a_value_and_no_filter()
    {
        var found = await FindAsync("Ada (the first) *");
        var other = await FindAsync("*)(uid=*");

        Assert.Equal("""{"uid":"ada"}""", found);
        Assert.Equal("{}", other);
    }

    [Fact]
    public async Task An_entry_is_shown_without_its_password()
    {
        var adapter = LdapTrial.Make(_trial.Settings(slapd.Port), _trial.Records);

        var got = await adapter.ExecuteAsync(Call("get-entry", _trial.In("""{ "dn": "uid=ada,BRANCH" }""")), default);
        var none = await adapter.ExecuteAsync(Call("get-entry", _trial.In("""{ "dn": "uid=b,BRANCH" }""")), default);

        Assert.Equal(
            _trial.In("""{"dn":"uid=ada,BRANCH","attributes":{"cn":["Ada (the first) *"],"objectClass":["inetOrgPerson"],"sn":["Lovelace"],"uid":["ada"]}}"""),
            Assert.IsType<Answer.Succeeded>(got).Output!.Value.GetRawText());
        Assert.Equal(new Answer.Permanent("NO_SUCH_ENTRY", _trial.In("There is no entry 'uid=b,BRANCH'.")), none);
    }

    [Fact]
    public async Task More_is_found_than_a_page_holds_and_no_more_than_was_asked_for()
    {
        await slapd.AddAsync(string.Concat(Enumerable.Range(0, 450).Select(number => _trial.In(
            $"dn: ou=unit{number},BRANCH\nobjectClass: organizationalUnit\n\n"))));
        var adapter = LdapTrial.Make(_trial.Settings(slapd.Port), _trial.Records);
        const string Input = """{ "base": "BRANCH", "scope": "one", "equals": { "objectClass": "organizationalUnit" } """;

        var all = await adapter.ExecuteAsync(Call("search", _trial.In(Input + "}")), default);
        var few = await adapter.ExecuteAsync(Call("search", _trial.In(Input + """, "entriesMax": 449 }""")), default);

        Assert.Equal(450, Assert.IsType<Answer.Succeeded>(all).Output!.Value.GetProperty("entries").GetArrayLength());
        Assert.Equal(
            new Answer.Permanent("TOO_MANY_ENTRIES", "More than 449 entries fit the filter. Ask for less."), few);
    }

    [Fact]
    public async Task With_wrong_credentials_nothing_is_done_and_no_password_is_told()
    {
        var settings = _trial.Settings(slapd.Port);
        settings["bindPassword"] = new JsonObject { ["env"] = "LDAP_TRIAL_WRONG" };
        var adapter = LdapTrial.Make(settings, _trial.Records);

        var answer = await adapter.ExecuteAsync(Delete, default);

        Assert.Equal(
            new Answer.Retryable(
                "CREDENTIALS_REFUSED",
                "Signing in as 'cn=admin,dc=example,dc=com' failed: the directory says CREDENTIALS_REFUSED (49). "
                    + "Correct bindDn or bindPassword of the instance."),
            answer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_encrypted_connection_is_trusted_by_the_authority_that_the_operator_names(bool isLdaps)
    {
        var settings = _trial.Settings(slapd.Port);
        settings["server"] = isLdaps ? $"ldaps://localhost:{slapd.TlsPort}" : $"ldap://localhost:{slapd.Port}";
        settings["startTls"] = !isLdaps;
        settings.Remove("allowClearText");
        var stranger = await LdapTrial.Make(settings.DeepClone().AsObject(), _trial.Records).ExecuteAsync(Delete, default);
        settings["caFile"] = slapd.CaFile;

        var answer = await LdapTrial.Make(settings, _trial.Records).ExecuteAsync(Delete, default);

        Assert.Equal("TLS_FAILED", Assert.IsType<Answer.Retryable>(stranger).Code);
        Assert.IsType<Answer.Succeeded>(answer);
    }

    [Fact]
    public async Task A_directory_that_is_killed_and_comes_again_is_gone_on_with()
    {
        await using var own = new Slapd();
        await own.InitializeAsync();
        await using var trial = new LdapTrial(own, Ada);
        await trial.StartAsync();
        var before = await trial.WorldAsync();
        var delete = Call("delete-entry", trial.In("""{ "dn": "uid=ada,BRANCH" }"""));
        Assert.IsType<Answer.Succeeded>(await trial.Adapter.ExecuteAsync(delete, default));
        var undo = new AdapterCall("add-entry", delete.Input, "undo") { Undoes = delete.IdempotencyKey };
        await own.KillAsync();
        var away = await trial.Adapter.ExecuteAsync(undo, default);

        await own.StartAsync();
        var read = await trial.Adapter.ReadAsync(undo, default);
        var again = await trial.Adapter.ExecuteAsync(undo, default);

        Assert.True(away is Answer.Retryable or Answer.Unknown, away.ToString());
        Assert.IsType<ReadAnswer.NotDone>(read);
        Assert.IsType<Answer.Succeeded>(again);
        Assert.Equal(before, await trial.WorldAsync());
    }

    [Fact]
    public async Task A_value_that_somebody_else_has_changed_since_is_not_put_back()
    {
        var adapter = LdapTrial.Make(_trial.Settings(slapd.Port), _trial.Records);
        var mine = Call("modify-entry", _trial.In("""{ "dn": "uid=ada,BRANCH", "replace": { "sn": "King", "title": "Lady" } }"""));
        var theirs = Call("modify-entry", _trial.In("""{ "dn": "uid=ada,BRANCH", "replace": { "sn": "Byron" } }"""));
        await adapter.ExecuteAsync(mine, default);
        await adapter.ExecuteAsync(theirs, default);
        var undo = new AdapterCall("modify-entry", mine.Input, "undo") { Undoes = mine.IdempotencyKey };

        var preview = await adapter.PreviewAsync(undo, default);
        await adapter.ExecuteAsync(undo, default);

        Assert.Equal(_trial.In("~ entry uid=ada,BRANCH: title Lady -> none"), preview);
        Assert.Equal(
            _trial.In("dn: uid=ada,BRANCH\nsn: Byron"),
            (await slapd.SearchAsync(_trial.In("uid=ada,BRANCH"), "sn", "title")).Trim());
    }

    private static JsonSerializerOptions Relaxed { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private AdapterCall Delete => Call("delete-entry", _trial.In("""{ "dn": "uid=nobody,BRANCH" }"""));

    private static AdapterCall Call(string operation, string input) =>
        new(operation, JsonDocument.Parse(input).RootElement, Guid.NewGuid().ToString());

    private async Task<string> FindAsync(string name)
    {
        var input = new JsonObject { ["name"] = name }.ToJsonString();
        var answer = await _trial.Adapter.ExecuteAsync(Call("find-account", input), default);
        return Assert.IsType<Answer.Succeeded>(answer).Output!.Value.GetRawText();
    }
}
