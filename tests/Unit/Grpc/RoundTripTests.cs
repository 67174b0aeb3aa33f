using System.IO.Compression;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Compression;
using Microsoft.AspNetCore.Builder;

namespace Orchestrator.Tests.Unit.Grpc;

/// <summary>The packages' client and server, on our contract assemblies, over a real connection.</summary>
public sealed class RoundTripTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Conversation _conversation = new();
    private LoopbackServer _server = null!;
    private GrpcChannel _channel = null!;
    private CallInvoker _client = null!;

    public async Task InitializeAsync()
    {
        _server = await LoopbackServer.StartAsync(
            app => app.MapGrpcService(_conversation.Definition),
            options: options =>
            {
                options.ResponseCompressionAlgorithm = "gzip";
                options.ResponseCompressionLevel = CompressionLevel.Fastest;
            });
        _channel = _server.Channel();
        _client = _channel.CreateCallInvoker();
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task One_request_one_response()
    {
        using var call = _client.AsyncUnaryCall(Conversation.Say, null, default, "grün");

        Assert.Equal("grün", await call);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Equal("again", _client.BlockingUnaryCall(Conversation.Say, null, default, "again"));
    }

    [Fact]
    public async Task Many_requests_one_response()
    {
        using var call = _client.AsyncClientStreamingCall(Conversation.Join, null, default);

        await call.RequestStream.WriteAsync("activate");
        await call.RequestStream.WriteAsync("this");
        await call.RequestStream.CompleteAsync();

        Assert.Equal("activate this", await call);
    }

    [Fact]
    public async Task One_request_many_responses()
    {
        using var call = _client.AsyncServerStreamingCall(Conversation.Spell, null, default, "abc");

        Assert.Equal(["a", "b", "c"], await call.ResponseStream.ReadAllAsync().ToListAsync());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Many_requests_each_answered_before_the_next()
    {
        using var call = _client.AsyncDuplexStreamingCall(Conversation.Talk, null, default);

        foreach (var word in new[] { "really", "sure" })
        {
            await call.RequestStream.WriteAsync(word);
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(word + "?", call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task Headers_and_trailers_travel_as_text_and_as_bytes()
    {
        var sent = new Metadata
        {
            { "Header-A", "1" }, { "header-bin", [0, 255] }, { "trailer-b", "2" }, { "trailer-bin", [7] },
        };

        using var call = _client.AsyncUnaryCall(Conversation.Say, null, new CallOptions(sent), "");
        await call;

        var headers = await call.ResponseHeadersAsync;
        Assert.Equal("1", headers.GetValue("header-a"));
        Assert.Equal([0, 255], headers.GetValueBytes("header-bin"));
        Assert.Equal(
            ["[Entry: key=trailer-b, value=2]", "[Entry: key=trailer-bin, value=Bw==]"],
            call.GetTrailers().Select(entry => entry.ToString()));
    }

    [Fact]
    public async Task A_refusal_arrives_with_its_code_its_detail_and_its_trailers()
    {
        using var call = _client.AsyncUnaryCall(Conversation.Refuse, null, default, "the service is busy");

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await call);

        Assert.Equal(
            (StatusCode.FailedPrecondition, "the service is busy"), (refusal.StatusCode, refusal.Status.Detail));
        Assert.Equal([0, 255], refusal.Trailers.GetValueBytes("reason-bin"));
        Assert.Equal(StatusCode.FailedPrecondition, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_method_that_is_not_there_is_unimplemented()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await _client.AsyncUnaryCall(Conversation.Missing, null, default, ""));

        Assert.Equal(StatusCode.Unimplemented, refusal.StatusCode);
    }

    [Fact]
    public async Task A_deadline_ends_the_call_on_both_sides()
    {
        // A busy machine may let a short deadline pass before the call has reached the server.
        for (var patience = TimeSpan.FromMilliseconds(200); !_conversation.Arrived.Task.IsCompleted; patience *= 2)
        {
            var options = new CallOptions(deadline: DateTime.UtcNow + patience);
            using var call = _client.AsyncUnaryCall(Conversation.Wait, null, options, "");

            var late = await Assert.ThrowsAsync<RpcException>(async () => await call);

            Assert.Equal(StatusCode.DeadlineExceeded, late.StatusCode);
        }

        var seen = await _conversation.Cancelled.Task.WaitAsync(Patience);
        Assert.Equal(DateTimeKind.Utc, seen.Kind);
        Assert.NotEqual(DateTime.MaxValue, seen);
    }

    [Fact]
    public async Task Cancelling_ends_the_call_on_both_sides()
    {
        using var source = new CancellationTokenSource();
        using var call = _client.AsyncUnaryCall(
            Conversation.Wait, null, new CallOptions(cancellationToken: source.Token), "");
        await call.ResponseHeadersAsync.WaitAsync(Patience);
        await _conversation.Arrived.Task.WaitAsync(Patience);

        await source.CancelAsync();

        // Where the client's reader sees its stream end before it sees the token, Grpc.Net.Client calls that INTERNAL.
        var ended = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Contains(ended.StatusCode, new[] { StatusCode.Cancelled, StatusCode.Internal });
        Assert.Equal(DateTime.MaxValue, await _conversation.Cancelled.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task Disposing_a_call_cancels_it()
    {
        var call = _client.AsyncUnaryCall(Conversation.Wait, null, default, "");
        await call.ResponseHeadersAsync.WaitAsync(Patience);
        await _conversation.Arrived.Task.WaitAsync(Patience);

        call.Dispose();

        Assert.Equal(DateTime.MaxValue, await _conversation.Cancelled.Task.WaitAsync(Patience));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Messages_are_compressed_where_asked(string encoding)
    {
        using var wire = new Wire();
        using var channel = _server.Channel(options =>
        {
            options.HttpHandler = wire;
            options.CompressionProviders =
            [
                new GzipCompressionProvider(CompressionLevel.Fastest),
                new DeflateCompressionProvider(CompressionLevel.Fastest),
            ];
        });
        var text = new string('a', 10_000);
        var options = new CallOptions(new Metadata { { "grpc-internal-encoding-request", encoding } });

        using var call = channel.CreateCallInvoker().AsyncUnaryCall(Conversation.Say, null, options, text);

        Assert.Equal(text, await call);
        Assert.Equal([encoding], _conversation.Encodings);
        Assert.Equal(["gzip"], wire.ResponseEncodings);
    }

    [Fact]
    public async Task A_client_may_change_headers_and_say_who_it_is()
    {
        var who = CallCredentials.Compose(
            CallCredentials.FromInterceptor((_, headers) => Added(headers, "header-who")),
            CallCredentials.FromInterceptor((call, headers) => Added(headers, "header-" + call.MethodName)));
        using var channel = _server.Channel(options => options.UnsafeUseInsecureChannelCallCredentials = true);
        var client = channel.Intercept(headers => [.. headers, new Metadata.Entry("header-changed", "1")]);

        using var call = client.AsyncUnaryCall(Conversation.Say, null, new CallOptions(credentials: who), "");
        await call;

        var keys = (await call.ResponseHeadersAsync).Select(entry => entry.Key).Where(key => key.StartsWith("header"));
        Assert.Equal(["header-changed", "header-say", "header-who"], keys.Order());
    }

    private static Task Added(Metadata headers, string key)
    {
        headers.Add(key, "1");
        return Task.CompletedTask;
    }

    // The client keeps the encoding to itself, so it is looked at underneath.
    private sealed class Wire() : DelegatingHandler(new SocketsHttpHandler())
    {
        public List<string> ResponseEncodings { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            ResponseEncodings.AddRange(response.Headers.GetValues("grpc-encoding"));
            return response;
        }
    }
}
