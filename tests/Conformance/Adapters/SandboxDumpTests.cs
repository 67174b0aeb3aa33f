using System.Text.Json.Nodes;
using Orchestrator.Adapters.Sandbox;

namespace Orchestrator.Tests.Conformance.Adapters;

public sealed class SandboxDumpTests : IDisposable
{
    private readonly TemporarySandbox sandbox = new(options => options with { Clock = new HeldClock() });

    public void Dispose() => sandbox.Dispose();

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
              port         vlan  down_mbps  up_mbps
              access-1/10  2     100        20
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
            sandbox.Dump());
    }

    [Fact]
    public async Task As_json_it_is_one_object_with_a_member_for_each_table()
    {
        await FillAsync();

        var world = JsonNode.Parse(sandbox.Dump(json: true))!.AsObject();

        Assert.Equal(
            [
                "ports", "vlans", "services", "mailboxes", "mails", "accounts", "subscriptions", "charges", "refunds",
                "numbers", "trunks", "routes",
            ],
            world.Select(member => member.Key));
        Assert.Equal(
            """[{"number":"\u002B4930123","customer":"c1","state":"ported","pool":null,"place":null}]""",
            world["numbers"]!.ToJsonString());
        Assert.Contains("\"+4930123\"", sandbox.Dump(json: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_calls_are_printed_on_request_those_with_an_effect_first_in_the_order_of_their_effects()
    {
        await sandbox.ExecuteAsync("billing.open-account", """{"customer":"c1"}""", "b/do", fault: "fail-once");
        await sandbox.ExecuteAsync("billing.open-account", """{"customer":"c1"}""", "b/do");
        await sandbox.ExecuteAsync("billing.open-account", """{"customer":"c1"}""", "a/do");
        await sandbox.ExecuteAsync("billing.close-account", "{}", "b/undo", undoes: "b/do");
        await sandbox.ExecuteAsync("billing.close-account", "{}", "c/undo", undoes: "c/do");

        var lines = sandbox.Dump(calls: true).Split('\n').SkipWhile(line => line != "calls (5)").ToList();
        Assert.Equal(
            """
            calls (5)
              number  key     adapter  operation      called  applied  undoes  undone_by  refusal         input
              1       b/do    billing  open-account   2       1        -       b/undo     -               {"customer":"c1"}
              2       b/undo  billing  close-account  1       1        b/do    -          -               {}
              -       a/do    billing  open-account   1       0        -       -          ACCOUNT_EXISTS  {"customer":"c1"}
              -       c/do    -        -              0       0        -       c/undo     -               {}
              -       c/undo  billing  close-account  1       0        c/do    -          -               {}

            """,
            string.Join('\n', lines.Select(line => line.Length > 111 ? line[..111].TrimEnd() : line)));
        Assert.EndsWith("output                                                 first_time", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(
            """{"account":"acc-c1","customer":"c1","currency":"EUR"}  2030-01-02T03:04:05.000Z""",
            lines[2],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_calls_in_another_order_print_the_same_world()
    {
        using var other = new TemporarySandbox();
        await sandbox.ExecuteAsync("mail.create-mailbox", """{ "address": "ada@example.com" }""", "1/do");
        await sandbox.ExecuteAsync("mail.create-mailbox", """{ "address": "bob@example.com" }""", "2/do");

        await other.ExecuteAsync("mail.create-mailbox", """{ "address": "bob@example.com" }""", "3/do");
        await other.ExecuteAsync("mail.create-mailbox", """{ "address": "ada@example.com" }""", "4/do");

        Assert.Equal(sandbox.Dump(), other.Dump());
        Assert.Equal(sandbox.Dump(json: true), other.Dump(json: true));
    }

    [Fact]
    public void A_file_that_is_not_there_or_no_sandbox_is_named()
    {
        var folder = Path.GetDirectoryName(sandbox.File)!;
        var other = Path.Combine(folder, "other.txt");
        File.WriteAllText(other, "This is not a database, and is longer than the header of one: it must be refused by name.");
        var missing = Path.Combine(folder, "missing.db");

        var notThere = Assert.Throws<FileNotFoundException>(
            () => SandboxDump.Write(missing, TextWriter.Null, json: false));
        var notSandbox = Assert.Throws<InvalidOperationException>(
            () => SandboxDump.Write(other, TextWriter.Null, json: false));

        Assert.Equal($"There is no sandbox's file '{missing}'.", notThere.Message);
        Assert.StartsWith($"'{other}' cannot be read as a sandbox's file: ", notSandbox.Message, StringComparison.Ordinal);
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
        foreach (var (operation, input) in calls) await sandbox.ExecuteAsync(operation, input, $"{operation}{input}");
    }
}
