using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox;

namespace Orchestrator.Tests.Conformance.Adapters;

public sealed class SandboxDumpTests : IDisposable
{
    private readonly TemporarySandbox _sandbox = new(options => options with { Clock = new HeldClock() });

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task The_world_is_printed_sorted_and_without_what_differs_by_chance()
    {
        await FillAsync();

        Assert.Equal(
            """
            ports (3)
              id           device    port  customer
              access-1/2   access-1  2     c1
              access-1/10  access-1  10    c1
              access-2/1   access-2  1     c2
            vlans (1)
              id          device    vlan  port
              access-1/2  access-1  2     access-1/10
            services (1)
              port         vlan  down_mbps  up_mbps  state
              access-1/10  2     100        20       -
            mailboxes (0)
            mails (1)
              id                 recipient        number  subject  text
              ada@example.com/1  ada@example.com  1       Hello    Line one.\nLine two.
            accounts (1)
              account  customer  currency  card
              acc-c1   c1        EUR       card-on-file
            subscriptions (0)
            charges (0)
            refunds (0)
            numbers (1)
              number    customer  state   pool  place
              +4930123  c1        ported  -     -
            trunks (0)
            routes (0)

            """,
            _sandbox.Dump());
    }

    [Fact]
    public async Task As_json_it_is_one_object_with_a_member_for_each_table()
    {
        await FillAsync();

        var world = JsonNode.Parse(_sandbox.Dump(json: true))!.AsObject();

        Assert.Equal(
            [
                "ports", "vlans", "services", "mailboxes", "mails", "accounts", "subscriptions", "charges", "refunds",
                "numbers", "trunks", "routes",
            ],
            world.Select(member => member.Key));
        Assert.Equal(
            """[{"number":"\u002B4930123","customer":"c1","state":"ported","pool":null,"place":null}]""",
            world["numbers"]!.ToJsonString());
        Assert.Contains("\"+4930123\"", _sandbox.Dump(json: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_calls_are_printed_on_request_those_with_an_effect_first_in_the_order_of_their_effects()
    {
        await _sandbox.ExecuteAsync("billing.open-account", """{"customer":"1"}""", "b/do", fault: "fail-once");
        await _sandbox.ExecuteAsync("billing.open-account", """{"customer":"1"}""", "b/do");
        await _sandbox.ExecuteAsync("billing.open-account", """{"customer":"1"}""", "a/do");
        await _sandbox.ExecuteAsync("billing.close-account", "{}", "b/undo", undoes: "b/do");
        await _sandbox.ExecuteAsync("billing.close-account", "{}", "c/undo", undoes: "c/do");

        var lines = _sandbox.Dump(calls: true).Split('\n').SkipWhile(line => line != "calls (5)").ToList();
        Assert.Equal(
            """
            calls (5)
              number  key     adapter  operation      called  applied  undoes  undone_by  refusal         input
              1       b/do    billing  open-account   2       1        -       b/undo     -               {"customer":"1"}
              2       b/undo  billing  close-account  1       1        b/do    -          -               {}
              -       a/do    billing  open-account   1       0        -       -          ACCOUNT_EXISTS  {"customer":"1"}
              -       c/do    -        -              0       0        -       c/undo     -               {}
              -       c/undo  billing  close-account  1       0        c/do    -          -               {}

            """,
            string.Join('\n', lines.Select(line => line.Length > 110 ? line[..110].TrimEnd() : line)));
        Assert.Matches("output +first_time$", lines[1]);
        Assert.EndsWith(
            """{"account":"acc-1","customer":"1","currency":"EUR"}  2030-01-02T03:04:05.000Z""",
            lines[2],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_calls_in_another_order_print_the_same_world()
    {
        using var other = new TemporarySandbox();
        await _sandbox.ExecuteAsync("mail.create-mailbox", """{ "address": "ada@example.com" }""", "1/do");
        await _sandbox.ExecuteAsync("mail.create-mailbox", """{ "address": "bob@example.com" }""", "2/do");

        await other.ExecuteAsync("mail.create-mailbox", """{ "address": "bob@example.com" }""", "3/do");
        await other.ExecuteAsync("mail.create-mailbox", """{ "address": "ada@example.com" }""", "4/do");

        Assert.Equal(_sandbox.Dump(), other.Dump());
        Assert.Equal(_sandbox.Dump(json: true), other.Dump(json: true));
    }

    [Fact]
    public void A_file_that_is_not_there_or_no_sandbox_is_named()
    {
        var folder = Path.GetDirectoryName(_sandbox.File)!;
        var other = Path.Combine(folder, "other.txt");
        File.WriteAllText(other, "This is no database, and is longer than the header of one: it is refused by name.");
        var missing = Path.Combine(folder, "missing.db");

        var notThere = Assert.Throws<FileNotFoundException>(
            () => SandboxDump.Write(missing, TextWriter.Null, json: false));
        var notSandbox = Assert.Throws<InvalidOperationException>(
            () => SandboxDump.Write(other, TextWriter.Null, json: false));

        Assert.Equal($"There is no sandbox's file '{missing}'.", notThere.Message);
        Assert.StartsWith($"'{other}' cannot be read as a sandbox's", notSandbox.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(missing));
    }

    private async Task FillAsync()
    {
        (string Operation, string Input)[] calls =
        [
            ("network.reserve-port", """{ "device": "access-2", "port": 1, "customer": "c2" }"""),
            ("network.reserve-port", """{ "device": "access-1", "port": 10, "customer": "c1" }"""),
            ("network.reserve-port", """{ "device": "access-1", "port": 2, "customer": "c1" }"""),
            ("network.configure-service", """{ "device": "access-1", "port": 10, "downMbps": 100, "upMbps": 20 }"""),
            ("mail.send", """{ "to": "ada@example.com", "subject": "Hello", "text": "Line one.\nLine two." }"""),
            ("billing.open-account", """{ "customer": "c1" }"""),
            ("phone.port-number", """{ "number": "+4930123", "customer": "c1", "authorisationCode": "7" }"""),
        ];
        foreach (var (operation, input) in calls) await _sandbox.ExecuteAsync(operation, input, $"{operation}{input}");
    }
}
