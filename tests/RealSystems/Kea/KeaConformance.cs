using Orchestrator.TestKit;
using Orchestrator.Tests.RealSystems.Http;

namespace Orchestrator.Tests.RealSystems.Kea;

[Collection(KeaCollection.Name)]
public sealed class Kea_add_reservation(KeaServer server) : ReversibleAdapterConformance(new HttpTrial(server))
{
    protected override string Operation => "add-reservation";

    protected override IEnumerable<string> Secrets => server.Secrets.Values;

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "subnetId": 1, "hwAddress": "02:00:5e:00:53:01" }"""),
        ("SUBNET_UNKNOWN", """{ "subnetId": 99, "hwAddress": "02:00:5e:00:53:01", "ipAddress": "192.0.2.1" }"""),
        ("HW_ADDRESS_INVALID", """{ "subnetId": 1, "hwAddress": "02:00:5E:00:53:01", "ipAddress": "192.0.2.1" }"""),
        ("RESERVATION_EXISTS", """{ "subnetId": 1, "hwAddress": "02:00:5e:00:53:ff", "ipAddress": "192.0.2.1" }"""),
        ("REFUSED", """{ "subnetId": 1, "hwAddress": "02:00:5e:00:53:01", "ipAddress": "192.0.2.250" }"""),
        ("REFUSED", """{ "subnetId": 1, "hwAddress": "02:00:5e:00:53:01", "ipAddress": "203.0.113.1" }"""),
    ];

    protected override string Input(int number) => number == 1
        ? """{ "subnetId": 7, "hwAddress": "02:00:5e:00:53:01", "ipAddress": "198.51.100.9" }"""
        : $$"""{ "subnetId": 1, "hwAddress": "02:00:5e:00:53:0{{number}}", "ipAddress": "192.0.2.20{{number}}", "hostname": "cpe{{number}}" }""";
}

[Collection(KeaCollection.Name)]
public sealed class Kea_remove_reservation(KeaServer server) : ReversibleAdapterConformance(new HttpTrial(server))
{
    protected override string Operation => "remove-reservation";

    protected override IEnumerable<string> Secrets => server.Secrets.Values;

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("add-reservation", """{ "subnetId": 1, "hwAddress": "02:00:5e:00:53:00", "ipAddress": "192.0.2.200", "hostname": "cpe" }"""),
        ("add-reservation", """{ "subnetId": 1, "hwAddress": "02:00:5e:00:53:01", "ipAddress": "192.0.2.201" }"""),
        ("add-reservation", """{ "subnetId": 1, "hwAddress": "02:00:5e:00:53:02", "ipAddress": "192.0.2.202" }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "hwAddress": "02:00:5e:00:53:00" }"""),
        ("SUBNET_UNKNOWN", """{ "subnetId": 99, "hwAddress": "02:00:5e:00:53:00" }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "subnetId": 1, "hwAddress": "02:00:5e:00:53:0{{number}}" }""";
}
