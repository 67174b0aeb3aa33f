using Orchestrator.TestKit;
using Orchestrator.Tests.RealSystems.Http;

namespace Orchestrator.Tests.RealSystems.PowerDns;

/// <summary>The kit, on the real server.</summary>
public abstract class PowerDnsConformance(PowerDnsServer server) : ReversibleAdapterConformance(new HttpTrial(server))
{
    protected const string Zone = """{ "zone": "example.com.", "nameservers": ["ns1.example.net."] }""";

    protected override IEnumerable<string> Secrets => server.Secrets.Values;

    protected static string Www(int number, string content = "192.0.2.1") =>
        $$"""
        { "zone": "example.com.", "name": "www{{number}}.example.com.", "type": "A", "ttl": 300,
          "records": [{ "content": "{{content}}", "disabled": false }] }
        """;
}

[Collection(PowerDnsCollection.Name)]
public sealed class PowerDns_create_zone(PowerDnsServer server) : PowerDnsConformance(server)
{
    protected override string Operation => "create-zone";

    protected override IEnumerable<(string Operation, string Input)> Before => [("create-zone", Zone)];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", "{ }"),
        ("ZONE_INVALID", """{ "zone": "no-dot", "nameservers": [] }"""),
        ("REFUSED", """{ "zone": "new.example.", "nameservers": ["no-dot"] }"""),
        ("ZONE_EXISTS", Zone),
    ];

    protected override string Input(int number) =>
        $$"""{ "zone": "zone{{number}}.example.", "nameservers": ["ns1.example.net.", "ns2.example.net."] }""";
}

[Collection(PowerDnsCollection.Name)]
public sealed class PowerDns_delete_zone(PowerDnsServer server) : PowerDnsConformance(server)
{
    protected override string Operation => "delete-zone";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("create-zone", """{ "zone": "zone0.example.", "nameservers": ["ns1.example.net."] }"""),
        ("create-zone", """{ "zone": "0/25.2.0.192.in-addr.arpa.", "nameservers": ["ns1.example.net."] }"""),
        ("create-zone", """{ "zone": "zone2.example.", "nameservers": [] }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused => [("INVALID_INPUT", "{ }")];

    protected override string Input(int number) =>
        number == 1 ? """{ "zone": "0/25.2.0.192.in-addr.arpa." }""" : $$"""{ "zone": "zone{{number}}.example." }""";
}

[Collection(PowerDnsCollection.Name)]
public sealed class PowerDns_set_record(PowerDnsServer server) : PowerDnsConformance(server)
{
    protected override string Operation => "set-record";

    protected override IEnumerable<(string Operation, string Input)> Before => [("create-zone", Zone)];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "zone": "example.com.", "name": "www.example.com." }"""),
        ("ZONE_UNKNOWN", Www(0).Replace("\"example.com.\"", "\"nowhere.example.\"", StringComparison.Ordinal)),
        ("NAME_INVALID", Www(0).Replace("www0", "WWW", StringComparison.Ordinal)),
        ("REFUSED", Www(0, "no address")),
        ("INVALID_INPUT", Www(0).Replace("\"example.com.\"", "\"..\"", StringComparison.Ordinal)),
    ];

    protected override string Input(int number) => Www(number);
}

/// <summary>The same, where there is a record already.</summary>
[Collection(PowerDnsCollection.Name)]
public sealed class PowerDns_set_record_again(PowerDnsServer server) : PowerDnsConformance(server)
{
    protected override string Operation => "set-record";

    protected override IEnumerable<(string Operation, string Input)> Before =>
        [("create-zone", Zone), ("set-record", Www(0)), ("set-record", Www(1)), ("set-record", Www(2))];

    protected override IEnumerable<(string Code, string Input)> Refused => [("REFUSED", Www(0, "no address"))];

    protected override string Input(int number) => Www(number, "198.51.100.7");
}

[Collection(PowerDnsCollection.Name)]
public sealed class PowerDns_delete_record(PowerDnsServer server) : PowerDnsConformance(server)
{
    protected override string Operation => "delete-record";

    protected override IEnumerable<(string Operation, string Input)> Before =>
        [("create-zone", Zone), ("set-record", Www(0)), ("set-record", Www(1)), ("set-record", Www(2))];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "zone": "example.com." }"""),
        ("ZONE_UNKNOWN", """{ "zone": "nowhere.example.", "name": "www.nowhere.example.", "type": "A" }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "zone": "example.com.", "name": "www{{number}}.example.com.", "type": "A" }""";
}
