using System.Net;
using System.Security.Cryptography.X509Certificates;
using Grpc.AspNetCore.Server;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Tests.Unit.Grpc;

/// <summary>
/// gRPC services behind a real Kestrel, HTTP/2 in clear text unless there is a certificate, on a port of the loopback
/// address that was free.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<LoopbackServer> StartAsync(
        Action<IEndpointRouteBuilder> map,
        Action<IServiceCollection>? services = null,
        Action<GrpcServiceOptions>? options = null,
        X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        builder.Services.AddGrpc(options ?? (_ => { }));
        services?.Invoke(builder.Services);

        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new LoopbackServer(app);
    }

    public GrpcChannel Channel(Action<GrpcChannelOptions>? change = null)
    {
        var options = new GrpcChannelOptions();
        change?.Invoke(options);
        return GrpcChannel.ForAddress(Address, options);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
