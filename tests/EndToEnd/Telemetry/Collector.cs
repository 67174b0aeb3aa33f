using System.Buffers.Binary;
using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Orchestrator.Tests.EndToEnd.Processes;

namespace Orchestrator.Tests.EndToEnd.Telemetry;

/// <summary>A span as OTLP has it (opentelemetry.proto.trace.v1.Span).</summary>
/// <param name="Attributes">Texts, numbers and booleans, as text.</param>
internal sealed record SentSpan(string TraceId, string Name, IReadOnlyDictionary<string, string> Attributes);

/// <summary>An OTLP collector that keeps what it is sent, over gRPC or over HTTP.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private const string GrpcTraces = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private const string GrpcMetrics = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
    private readonly ConcurrentQueue<SentSpan> _spans = [];
    private readonly ConcurrentDictionary<string, bool> _metrics = [];
    private readonly WebApplication _app;

    private Collector(WebApplication app, string address) => (_app, Address) = (app, address);

    public string Address { get; }

    /// <summary>What a client's OTEL_EXPORTER_OTLP_PROTOCOL must be.</summary>
    public string Protocol { get; private init; } = "";

    public IReadOnlyCollection<SentSpan> Spans => _spans;

    public IEnumerable<string> Metrics => _metrics.Keys.Order(StringComparer.Ordinal);

    public static async Task<Collector> StartAsync(bool overGrpc)
    {
        var port = FreePort.Take();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(
            port, listen => listen.Protocols = overGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        var app = builder.Build();
        var collector =
            new Collector(app, $"http://localhost:{port}") { Protocol = overGrpc ? "grpc" : "http/protobuf" };
        app.Run(collector.TakeAsync);
        await app.StartAsync();
        return collector;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        switch (context.Request.Path.Value)
        {
            case GrpcTraces: TakeTraces(Unframed(body.ToArray())); break;
            case GrpcMetrics: TakeMetrics(Unframed(body.ToArray())); break;
            case "/v1/traces": TakeTraces(ByteString.CopyFrom(body.ToArray())); break;
            case "/v1/metrics": TakeMetrics(ByteString.CopyFrom(body.ToArray())); break;
            default: context.Response.StatusCode = StatusCodes.Status404NotFound; return;
        }

        if (HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            // One empty message, and the status OK.
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }

    /// <summary>A gRPC message follows a byte for compression and four for its length.</summary>
    private static ByteString Unframed(byte[] body)
    {
        Assert.Equal(0, body[0]);
        Assert.Equal(body.Length - 5, BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1)));
        return ByteString.CopyFrom(body.AsSpan(5));
    }

    private void TakeTraces(ByteString content)
    {
        var spans = new WireMessage(content)
            .Messages(1)
            .SelectMany(resource => resource.Messages(2))
            .SelectMany(scope => scope.Messages(2));
        foreach (var span in spans)
        {
            _spans.Enqueue(new SentSpan(
                span.Hex(1), span.Text(5), span.Messages(9).ToDictionary(
                    pair => pair.Text(1), pair => ValueOf(pair.Messages(2).Single()))));
        }
    }

    private void TakeMetrics(ByteString content)
    {
        var metrics = new WireMessage(content)
            .Messages(1)
            .SelectMany(resource => resource.Messages(2))
            .SelectMany(scope => scope.Messages(2));
        foreach (var metric in metrics)
            _metrics[metric.Text(1)] = true;
    }

    /// <summary>An AnyValue: a text, a boolean or a whole number.</summary>
    private static string ValueOf(WireMessage value) =>
        value.Text(1) is { Length: > 0 } text
            ? text
            : (value.Number(2) + value.Number(3)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
