using Orchestrator.Tests.RealSystems.Http;

namespace Orchestrator.Tests.RealSystems.Dovecot;

[Collection(DovecotCollection.Name)]
public sealed class DovecotMishaps(DovecotServer server) : HttpMishaps(
    server, "create-mailbox", """{ "user": "ada", "mailbox": "Box" }""", "CONNECT_FAILED");
