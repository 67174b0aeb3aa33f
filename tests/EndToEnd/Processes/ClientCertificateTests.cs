using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Orchestrator.TestKit;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>Who calls is who the certificate says, where the machine trusts its issuer.</summary>
public sealed class ClientCertificateTests : IAsyncLifetime, IDisposable
{
    private readonly Certificates _trusted = new();
    private readonly TemporaryFolder _folder = new("tls");
    private readonly int _port = FreePort.Take();
    private ServerProcess _server = null!;

    public async Task InitializeAsync()
    {
        using var own = _trusted.Issue("CN=localhost");
        _server = ServerProcess.Start(
            _folder.Path,
            [
                "--data", _folder.PathOf("data"), "--workflows", _folder.Path,
                "--grpc", $"127.0.0.1:{_port}", "--http", $"127.0.0.1:{FreePort.Take()}",
                "--certificate", Certificates.WritePem(_folder.Path, own),
            ],
            new Dictionary<string,
            string>
            { ["SSL_CERT_FILE"] = Certificates.WritePem(_folder.Path, _trusted.Authority) });
        using var channel = Connect(null);
        var health = new Health.HealthClient(channel);
        await health.CheckAsync(
            new HealthCheckRequest(),
            new CallOptions(deadline: DateTime.UtcNow + ServerSite.StartMax).WithWaitForReady());
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    public void Dispose() => _trusted.Dispose();

    [Fact]
    public async Task The_subject_of_a_certificate_goes_over_what_the_metadata_claims()
    {
        using var certificate = _trusted.Issue("CN=order-system, O=Example");

        Assert.Equal("CN=order-system, O=Example", await AuthorAsync(certificate, "somebody-else"));
        Assert.Equal("CN=order-system, O=Example", await AuthorAsync(certificate, null));
    }

    [Fact]
    public async Task A_client_that_shows_no_certificate_is_served_under_the_name_that_it_claims()
    {
        Assert.Equal("web-shop", await AuthorAsync(null, "web-shop"));
        Assert.Equal("anonymous", await AuthorAsync(null, null));
    }

    [Fact]
    public async Task A_certificate_that_nobody_here_trusts_gets_no_connection()
    {
        using var others = new Certificates();
        using var certificate = others.Issue("CN=order-system, O=Example");

        var refused = await Assert.ThrowsAsync<RpcException>(() => AuthorAsync(certificate, null));

        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
    }

    /// <summary>Publishes a workflow, and gives who the server says did it.</summary>
    private async Task<string> AuthorAsync(X509Certificate2? certificate, string? claim)
    {
        using var channel = Connect(certificate);
        var workflows = new WorkflowService.WorkflowServiceClient(channel);
        var metadata = new Metadata();
        if (claim is not null)
            metadata.Add("orchestrator-caller", claim);

        // A definition of its own each time: the same content stays the first author's.
        var content = (await File.ReadAllTextAsync(Path.Combine(BuiltServer.TestWorkflows, "wait.json")))
            .Replace("\"wait\"", $"\"w{Guid.NewGuid():N}\"", StringComparison.Ordinal);
        var published = await workflows.PublishWorkflowAsync(
            new PublishWorkflowRequest { RequestId = $"publish-{Guid.NewGuid()}", Content = content },
            metadata,
            DateTime.UtcNow.AddSeconds(30));
        return published.Author;
    }

    private GrpcChannel Connect(X509Certificate2? certificate)
    {
        var tls = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { _trusted.Authority },
                RevocationMode = X509RevocationMode.NoCheck,
            },
            ClientCertificates = certificate is null ? null : [certificate],
            LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => certificate,
        };
        return GrpcChannel.ForAddress($"https://localhost:{_port}", new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { SslOptions = tls, UseProxy = false },
            DisposeHttpClient = true,
        });
    }
}
