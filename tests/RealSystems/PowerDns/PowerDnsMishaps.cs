using Orchestrator.Tests.RealSystems.Http;

namespace Orchestrator.Tests.RealSystems.PowerDns;

[Collection(PowerDnsCollection.Name)]
public sealed class PowerDnsMishaps(PowerDnsServer server) : HttpMishaps(
    server,
    "set-record",
    """{ "zone": "example.com.", "name": "www.example.com.", "type": "A", "ttl": 60, "records": [{ "content": "192.0.2.1", "disabled": false }] }""",
    "CONNECT_FAILED")
{
    public override Task InitializeAsync() =>
        MakeAsync("create-zone", """{ "zone": "example.com.", "nameservers": ["ns1.example.net."] }""");
}
