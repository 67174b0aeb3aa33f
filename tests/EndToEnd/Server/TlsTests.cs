using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Orchestrator.Server.Settings;
using Orchestrator.TestKit;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Server;

public sealed class TlsTests
{
    [Theory]
    [InlineData("pem")]
    [InlineData("pem+key")]
    [InlineData("pfx")]
    public async Task Both_ports_speak_tls_with_a_certificate_of_any_usual_form(string form)
    {
        using var folder = new TemporaryFolder("tls");
        var (certificate, key) = Write(folder.Path, form);

        await using var server = await RunningServer.StartAsync(
            settings => settings with { Certificate = certificate, CertificateKey = key });
        var listed = await server.Activations.ListActivationsAsync(new ListActivationsRequest());
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var http = new HttpClient(handler) { BaseAddress = server.Http.BaseAddress };

        Assert.Empty(listed.Activations);
        Assert.Equal("https", server.Http.BaseAddress!.Scheme);
        Assert.Contains("SERVING", await http.GetStringAsync("/health"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_holds_no_certificate_is_refused()
    {
        using var folder = new TemporaryFolder("tls");
        var file = folder.Write("server.pem", "nothing");

        var refused = await Assert.ThrowsAsync<SettingsException>(
            () => RunningServer.StartAsync(settings => settings with { Certificate = file }));

        Assert.StartsWith($"--certificate {file} cannot be used: ", refused.Message, StringComparison.Ordinal);
    }

    private static (string Certificate, string? Key) Write(string folder, string form)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var (file, keyFile) = (Path.Combine(folder, "server." + form[..3]), Path.Combine(folder, "server.key"));
        if (form == "pfx")
        {
            File.WriteAllBytes(file, certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, null));
            return (file, null);
        }

        var keyText = key.ExportPkcs8PrivateKeyPem();
        File.WriteAllText(file, certificate.ExportCertificatePem() + (form == "pem" ? "\n" + keyText : ""));
        File.WriteAllText(keyFile, keyText);
        return (file, form == "pem" ? null : keyFile);
    }
}
