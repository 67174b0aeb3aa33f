using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Orchestrator.Adapters.Declared;

namespace Orchestrator.Adapters.Http.Declared;

/// <summary>The client that an instance's requests go through.</summary>
internal static class TlsClient
{
    /// <summary>Connections that a system has closed meanwhile would lose a request.</summary>
    private static readonly TimeSpan IdleMax = TimeSpan.FromSeconds(10);

    public static HttpClient Make(AdapterSetup setup, List<SetupProblem> problems)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionIdleTimeout = IdleMax,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (setup.Settings.TryGetProperty("tls", out var tls))
            Configure(handler, setup, tls, problems);
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static void Configure(
        SocketsHttpHandler handler, AdapterSetup setup, JsonElement tls, List<SetupProblem> problems)
    {
        if (tls.TryGetProperty("caFile", out var file))
            Trust(handler, Path.GetFullPath(file.GetString()!, setup.Folder), problems);

        var hasCertificate = tls.TryGetProperty("certificate", out var certificate);
        if (hasCertificate != tls.TryGetProperty("key", out var key))
            problems.Add(new("/settings/tls", "A client's certificate has a certificate and a key. Name both."));
        else if (hasCertificate)
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => Read(setup.Secrets, certificate, key);
    }

    /// <summary>Anew for each connection: it may have changed.</summary>
    private static X509Certificate2 Read(SecretReader secrets, JsonElement certificate, JsonElement key) =>
        X509Certificate2.CreateFromPem(secrets.Read(certificate), secrets.Read(key));

    private static void Trust(SocketsHttpHandler handler, string file, List<SetupProblem> problems)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(AuthorityFile.Read(file, "/settings/tls/caFile", problems) ?? []);
        handler.SslOptions.CertificateChainPolicy = policy;
    }
}
