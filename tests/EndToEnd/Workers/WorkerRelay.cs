using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.TestKit;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Workers;

/// <summary>Stands between workers and a server, and loses what it is told to lose.</summary>
internal sealed class WorkerRelay : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;

    private WorkerRelay(WebApplication app, GrpcChannel channel, int port, ConcurrentDictionary<string, Mishap> mishaps) =>
        (_app, _channel, Address, Mishaps) = (app, channel, $"127.0.0.1:{port}", mishaps);

    public string Address { get; }

    /// <summary>What befalls a call once, by its idempotency key.</summary>
    public ConcurrentDictionary<string, Mishap> Mishaps { get; }

    public static async Task<WorkerRelay> StartAsync(Uri server)
    {
        var (port, channel) = (FreePort.Take(), GrpcChannel.ForAddress(server));
        var mishaps = new ConcurrentDictionary<string, Mishap>(StringComparer.Ordinal);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenLocalhost(
            port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new Middle(new AdapterWorkerService.AdapterWorkerServiceClient(channel), mishaps));
        var app = builder.Build();
        app.UseRouting();
        app.MapGrpcService<Middle>();
        await app.StartAsync();
        return new WorkerRelay(app, channel, port, mishaps);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _channel.Dispose();
    }

    private sealed class Middle(
        AdapterWorkerService.AdapterWorkerServiceClient server, ConcurrentDictionary<string, Mishap> mishaps)
        : AdapterWorkerService.AdapterWorkerServiceBase
    {
        public override async Task Work(
            IAsyncStreamReader<WorkRequest> requestStream,
            IServerStreamWriter<WorkResponse> responseStream,
            ServerCallContext context)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
            using var call = server.Work(cancellationToken: over.Token);
            var unheard = new ConcurrentDictionary<long, bool>();
            var up = UpAsync(requestStream, call.RequestStream, unheard, over.Token);
            var down = DownAsync(call.ResponseStream, responseStream, unheard, over.Token);
            await Task.WhenAny(up, down);
            await over.CancelAsync();
            _ = Task.WhenAll(up, down).ContinueWith(static all => all.Exception, TaskScheduler.Default);
            throw new RpcException(new Status(StatusCode.Unavailable, "The relay has cut the stream."));
        }

        private static async Task UpAsync(
            IAsyncStreamReader<WorkRequest> from,
            IClientStreamWriter<WorkRequest> to,
            ConcurrentDictionary<long, bool> unheard,
            CancellationToken over)
        {
            while (await from.MoveNext(over))
            {
                if (from.Current.Answer is { } answer && unheard.ContainsKey(answer.Call))
                    return;

                await to.WriteAsync(from.Current, over);
            }
        }

        private async Task DownAsync(
            IAsyncStreamReader<WorkResponse> from,
            IServerStreamWriter<WorkResponse> to,
            ConcurrentDictionary<long, bool> unheard,
            CancellationToken over)
        {
            while (await from.MoveNext(over))
            {
                var asked = from.Current.Call;
                if (asked?.Kind == AdapterCall.Types.Kind.Execute
                    && mishaps.TryRemove(asked.IdempotencyKey, out var mishap))
                {
                    if (mishap == Mishap.LostCall)
                        return;
                    if (mishap == Mishap.Hang)
                        continue;

                    unheard.TryAdd(asked.Id, true);
                }

                await to.WriteAsync(from.Current, over);
            }
        }
    }
}
