extern alias cli;

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using cli::Orchestrator.Cli.Connection;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Orchestrator.TestKit;
using Orchestrator.Tests.Unit.Grpc;
using Served = global::Orchestrator.V1;

namespace Orchestrator.Tests.Unit.Cli;

/// <summary>The way to a server, with and without TLS.</summary>
public sealed class ConnectionTests : IAsyncLifetime, IDisposable
{
    private readonly X509Certificate2 _certificate = SelfSigned();
    private readonly TemporaryFolder _folder = new("connection");
    private LoopbackServer _plain = null!;
    private LoopbackServer _secure = null!;

    private string Authority => _folder.PathOf("authority.pem");

    public async Task InitializeAsync()
    {
        _folder.Write("authority.pem", _certificate.ExportCertificatePem());
        _plain = await LoopbackServer.StartAsync(app => app.MapGrpcService<Answering>());
        _secure = await LoopbackServer.StartAsync(app => app.MapGrpcService<Answering>(), certificate: _certificate);
    }

    public async Task DisposeAsync()
    {
        await _plain.DisposeAsync();
        await _secure.DisposeAsync();
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_server_in_clear_text_answers()
    {
        var run = await GetAsync(_plain.Address);

        Assert.Equal(new Run(0, "activations/7f3a  running\nann asked.", ""), run);
    }

    [Fact]
    public async Task A_server_with_TLS_answers_whoever_trusts_itsAuthority()
    {
        var run = await GetAsync(_secure.Address, "--ca", Authority);

        Assert.Equal(new Run(0, "activations/7f3a  running\nann asked.", ""), run);
    }

    [Fact]
    public async Task A_server_that_is_not_trusted_is_told_so_with_what_to_do()
    {
        var run = await GetAsync(_secure.Address);

        Assert.Equal(5, run.ExitCode);
        Assert.StartsWith($"error UNAVAILABLE\n  The server at {_secure.Address} could not be trusted: ", run.Error);
        Assert.EndsWith(
            "\n  Name its certificate authority with --ca FILE, or use http:// where it has no TLS.", run.Error);
    }

    [Fact]
    public async Task The_wrong_scheme_is_told_so()
    {
        var secureToPlain = await GetAsync(_plain.Address.Replace("http://", "https://", StringComparison.Ordinal));
        var plainToSecure = await GetAsync(_secure.Address.Replace("https://", "http://", StringComparison.Ordinal));

        Assert.Equal((5, 5), (secureToPlain.ExitCode, plainToSecure.ExitCode));
        Assert.Contains("http:// where it has no TLS", secureToPlain.Error);
        Assert.Contains("https:// for a server with TLS", plainToSecure.Error);
    }

    private static Task<Run> GetAsync(string address, params string[] more) => Run.Of(
        new ScriptedServer(),
        world => world with { Connect = ServerConnection.Open, Time = TimeProvider.System, Width = 1000 },
        ["activation", "get", "7f3a", "--server", address, .. more]);

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=orchestrator test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

        // A key that lives only in memory is not taken by every platform's TLS.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    /// <summary>Says who asked.</summary>
    private sealed class Answering : Served.ActivationService.ActivationServiceBase
    {
        public override Task<Served.Activation> GetActivation(
            Served.GetActivationRequest request, ServerCallContext context) => Task.FromResult(new Served.Activation
            {
                Name = request.Name,
                State = Served.Activation.Types.State.Running,
                StateReason = $"{context.RequestHeaders.GetValue("orchestrator-caller")} asked.",
            });
    }
}
