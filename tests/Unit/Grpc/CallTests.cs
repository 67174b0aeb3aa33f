using Grpc.Core;

namespace Orchestrator.Tests.Unit.Grpc;

/// <summary>The four kinds of calls hand on what the library that made them says.</summary>
public class CallTests
{
    private static readonly Metadata Headers = new() { { "a", "1" } };
    private static readonly Metadata Trailers = new() { { "b", "2" } };
    private static readonly Status Done = new(StatusCode.OK, "done");

    private readonly List<object> _disposed = [];

    [Fact]
    public async Task A_unary_call_is_awaited_for_its_response()
    {
        using var call = new AsyncUnaryCall<string>(
            Task.FromResult("response"), Task.FromResult(Headers), () => Done, () => Trailers, () => _disposed.Add(1));

        Assert.Equal("response", await call);
        Assert.Equal("response", await call.ConfigureAwait(false));
        Assert.Equal("response", await call.ResponseAsync);
        Assert.Same(Headers, await call.ResponseHeadersAsync);
        Assert.Equal(Done, call.GetStatus());
        Assert.Same(Trailers, call.GetTrailers());
    }

    [Fact]
    public async Task A_client_streaming_call_is_awaited_for_its_response()
    {
        var requests = new Requests();
        using var call = new AsyncClientStreamingCall<string, string>(
            requests, Task.FromResult("response"), Task.FromResult(Headers), () => Done, () => Trailers, () => { });

        Assert.Equal("response", await call);
        Assert.Equal("response", await call.ConfigureAwait(false));
        Assert.Equal("response", await call.ResponseAsync);
        Assert.Same(requests, call.RequestStream);
        Assert.Same(Headers, await call.ResponseHeadersAsync);
        Assert.Equal(Done, call.GetStatus());
        Assert.Same(Trailers, call.GetTrailers());
    }

    [Fact]
    public async Task Streaming_calls_give_their_streams()
    {
        var (requests, responses) = (new Requests(), new Responses());
        using var server = new AsyncServerStreamingCall<string>(
            responses, Task.FromResult(Headers), () => Done, () => Trailers, () => { });
        using var duplex = new AsyncDuplexStreamingCall<string, string>(
            requests, responses, Task.FromResult(Headers), () => Done, () => Trailers, () => { });

        Assert.Same(responses, server.ResponseStream);
        Assert.Same(Headers, await server.ResponseHeadersAsync);
        Assert.Equal((Done, Trailers), (server.GetStatus(), server.GetTrailers()));
        Assert.Same(requests, duplex.RequestStream);
        Assert.Same(responses, duplex.ResponseStream);
        Assert.Same(Headers, await duplex.ResponseHeadersAsync);
        Assert.Equal((Done, Trailers), (duplex.GetStatus(), duplex.GetTrailers()));
    }

    [Fact]
    public async Task Functions_are_given_the_state_they_came_with()
    {
        var (requests, responses, response) = (new Requests(), new Responses(), Task.FromResult(""));
        var headers = (object state) => Task.FromResult(new Metadata { { "state", (string)state } });
        var status = (object state) => new Status(StatusCode.OK, (string)state);
        var trailers = (object state) => new Metadata { { "state", (string)state } };
        Action<object> dispose = _disposed.Add;

        var unary = new AsyncUnaryCall<string>(response, headers, status, trailers, dispose, "1");
        var client = new AsyncClientStreamingCall<string, string>(
            requests, response, headers, status, trailers, dispose, "2");
        var server = new AsyncServerStreamingCall<string>(responses, headers, status, trailers, dispose, "3");
        var duplex = new AsyncDuplexStreamingCall<string, string>(
            requests, responses, headers, status, trailers, dispose, "4");

        Assert.Equal("1", (await unary.ResponseHeadersAsync).GetValue("state"));
        Assert.Equal("2", (await client.ResponseHeadersAsync).GetValue("state"));
        Assert.Equal("3", (await server.ResponseHeadersAsync).GetValue("state"));
        Assert.Equal("4", (await duplex.ResponseHeadersAsync).GetValue("state"));
        Assert.Equal(("1", "1"), (unary.GetStatus().Detail, unary.GetTrailers().GetValue("state")));
        Assert.Equal(("2", "2"), (client.GetStatus().Detail, client.GetTrailers().GetValue("state")));
        Assert.Equal(("3", "3"), (server.GetStatus().Detail, server.GetTrailers().GetValue("state")));
        Assert.Equal(("4", "4"), (duplex.GetStatus().Detail, duplex.GetTrailers().GetValue("state")));

        unary.Dispose();
        client.Dispose();
        server.Dispose();
        duplex.Dispose();
        Assert.Equal(["1", "2", "3", "4"], _disposed);
    }

    [Fact]
    public void Disposing_a_call_tells_whoever_made_it()
    {
        var call = new AsyncUnaryCall<string>(
            Task.FromResult(""), Task.FromResult(Headers), () => Done, () => Trailers, () => _disposed.Add("call"));

        call.Dispose();

        Assert.Equal(["call"], _disposed);
    }

    [Fact]
    public void A_call_without_its_parts_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new AsyncUnaryCall<string>(
            null!, Task.FromResult(Headers), () => Done, () => Trailers, () => { }));
        Assert.Throws<ArgumentNullException>(() => new AsyncUnaryCall<string>(
            Task.FromResult(""), Task.FromResult(Headers), () => Done, () => Trailers, null!));
    }

    private sealed class Requests : IClientStreamWriter<string>
    {
        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(string message) => Task.CompletedTask;

        public Task CompleteAsync() => Task.CompletedTask;
    }

    private sealed class Responses : IAsyncStreamReader<string>
    {
        public string Current => "";

        public Task<bool> MoveNext(CancellationToken cancellationToken) => Task.FromResult(false);
    }
}
