using Orchestrator.Tests.RealSystems.Http;

namespace Orchestrator.Tests.RealSystems.Kea;

[Collection(KeaCollection.Name)]
public sealed class KeaMishaps(KeaServer server) : HttpMishaps(
    server,
    "add-reservation",
    """{ "subnetId": 1, "hwAddress": "02:00:5e:00:53:01", "ipAddress": "192.0.2.201" }""",
    "SERVER_AWAY");
