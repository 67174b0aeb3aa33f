using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Orchestrator.Adapters;
using Orchestrator.TestKit.StandIns;

namespace Orchestrator.Tests.Conformance.Adapters.DeclaredHttp;

/// <summary>Whom an instance trusts, and who it says it is.</summary>
public sealed class TlsTests : IDisposable
{
    private const string Look =
        """
        { "operations": { "look": { "summary": "Looks.", "hasEffect": false, "input": { "type": "object" },
          "output": { "type": "object" }, "request": { "method": "GET", "url": "/" } } } }
        """;

    private readonly X509Certificate2 _server = Make("CN=localhost");
    private readonly X509Certificate2 _client = Make("CN=orchestrator");
    private string _seen = "";

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
    }

    [Fact]
    public async Task A_server_that_the_named_authority_vouches_for_is_talked_to_and_is_told_who_calls()
    {
        await using var system = new HttpStandIn(_ => new Reply(200, "{}"), SecureAsync);

        var answer = await LookAsync(system, """
            { "tls": { "caFile": "ca.pem", "certificate": { "file": "client.pem" }, "key": { "file": "client.key" } } }
            """);

        Assert.IsType<Answer.Succeeded>(answer);
        Assert.Equal("CN=orchestrator", _seen);
    }

    [Theory]
    [InlineData("{ }")]
    [InlineData("""{ "tls": { "caFile": "client.pem", "certificate": { "file": "client.pem" }, "key": { "file": "client.key" } } }""")]
    public async Task A_server_that_nobody_trusted_vouches_for_is_told_nothing(string settings)
    {
        await using var system = new HttpStandIn(_ => new Reply(200, "{}"), SecureAsync);

        var answer = await LookAsync(system, settings);

        Assert.Equal("CONNECT_FAILED", Assert.IsType<Answer.Retryable>(answer).Code);
        Assert.Empty(system.Requests);
    }

    [Fact]
    public async Task A_certificate_without_its_key_is_told_at_start()
    {
        await using var system = new HttpStandIn(_ => new Reply(200, "{}"), SecureAsync);

        var wrong = await Assert.ThrowsAsync<AdapterSetupException>(
            () => LookAsync(system, """{ "tls": { "certificate": { "file": "client.pem" } } }"""));

        Assert.Equal("/settings/tls", Assert.Single(wrong.Problems).Place);
    }

    private async Task<Answer> LookAsync(HttpStandIn system, string settings)
    {
        using var adapter = new DeclaredAdapter(
            Look,
            system.Address.Replace("http://127.0.0.1", "https://localhost", StringComparison.Ordinal),
            settings: JsonNode.Parse(settings)!.AsObject(),
            files: new Dictionary<string, string>
            {
                ["ca.pem"] = _server.ExportCertificatePem(),
                ["client.pem"] = _client.ExportCertificatePem(),
                ["client.key"] = _client.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem(),
            });
        return await adapter.ExecuteAsync("look", "{}");
    }

    private async Task<Stream> SecureAsync(Stream plain)
    {
        var secure = new SslStream(plain);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = _server,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
        });
        _seen = secure.RemoteCertificate?.Subject ?? "";
        return secure;
    }

    private static X509Certificate2 Make(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
