using System.Security.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Orchestrator.Server.Settings;

namespace Orchestrator.Server.Hosting;

/// <summary>The two ports: HTTP/2 for gRPC, HTTP/1.1 for what people and monitoring ask.</summary>
internal static class Listeners
{
    /// <summary>
    /// Calls of one connection at the same time; the usual 100 would be the bound of a busy order system.
    /// </summary>
    private const int StreamsMax = 10_000;

    public static void Configure(KestrelServerOptions kestrel, ServerSettings settings, TlsCertificate? certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsMax;
        kestrel.Limits.Http2.InitialConnectionWindowSize = 8 * 1024 * 1024;
        kestrel.Limits.Http2.InitialStreamWindowSize = 1024 * 1024;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
        kestrel.Listen(
            settings.Grpc.Address, settings.Grpc.Port, listen => Serve(listen, HttpProtocols.Http2, certificate));
        kestrel.Listen(
            settings.Http.Address, settings.Http.Port, listen => Serve(listen, HttpProtocols.Http1, certificate));
    }

    private static void Serve(ListenOptions listen, HttpProtocols protocol, TlsCertificate? certificate)
    {
        listen.Protocols = protocol;
        if (certificate is null)
            return;

        listen.UseHttps(https =>
        {
            https.ServerCertificate = certificate.Own;
            https.ServerCertificateChain = certificate.Chain;
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            // A caller may show who it is; one that shows nothing is served all the same.
            https.ClientCertificateMode = protocol == HttpProtocols.Http2
                ? ClientCertificateMode.AllowCertificate
                : ClientCertificateMode.NoCertificate;
        });
    }
}
