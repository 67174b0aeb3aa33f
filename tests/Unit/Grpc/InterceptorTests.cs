using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Orchestrator.Tests.Unit.Grpc;

public class InterceptorTests
{
    private static readonly Method<string, string> Echo = new(
        MethodType.Unary, "test.Echo", "Say", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    private readonly RecordingInvoker _end = new();
    private readonly List<string> _passed = [];

    [Fact]
    public void Of_a_list_the_first_interceptor_is_passed_first()
    {
        var invoker = _end.Intercept(Named("a"), Named("b"), Named("c"));

        CallAllKinds(invoker);

        Assert.Equal(Enumerable.Repeat(new[] { "a", "b", "c" }, 5).SelectMany(names => names), _passed);
    }

    [Fact]
    public void Of_one_after_another_the_last_interceptor_is_passed_first()
    {
        var invoker = _end.Intercept(Named("a")).Intercept(Named("b")).Intercept(Named("c"));

        CallAllKinds(invoker);

        Assert.Equal(Enumerable.Repeat(new[] { "c", "b", "a" }, 5).SelectMany(names => names), _passed);
    }

    [Fact]
    public void Every_kind_of_call_arrives_as_it_was_made()
    {
        CallAllKinds(_end.Intercept(new Unchanged()));

        Assert.Equal(
            ["blocking", "unary", "server streaming", "client streaming", "duplex streaming"],
            _end.Calls.Select(call => call.Kind));
        Assert.All(_end.Calls, call => Assert.Equal(("host", Options), (call.Host, call.Options)));
    }

    [Fact]
    public void An_interceptor_may_answer_by_itself()
    {
        var invoker = _end.Intercept(new Answering());

        Assert.Equal("intercepted", invoker.BlockingUnaryCall(Echo, null, default, "request"));
        Assert.Empty(_end.Calls);
    }

    [Fact]
    public void A_function_may_change_the_headers_of_every_kind_of_call()
    {
        var given = new Metadata { { "a", "1" } };

        CallAllKinds(_end.Intercept(headers => [.. headers, new Metadata.Entry("b", "2")]), given);

        Assert.Equal(5, _end.Calls.Count);
        Assert.All(_end.Calls, call => Assert.Equal(["a", "b"], call.Options.Headers!.Select(entry => entry.Key)));
        Assert.Equal(["a"], given.Select(entry => entry.Key));
    }

    [Fact]
    public void A_function_is_given_empty_headers_where_there_are_none()
    {
        var seen = new List<int>();
        var invoker = _end.Intercept(headers =>
        {
            seen.Add(headers.Count);
            headers.Add("b", "2");
            return headers;
        });

        invoker.BlockingUnaryCall(Echo, null, default, "request");
        invoker.BlockingUnaryCall(Echo, null, default, "request");

        Assert.Equal([0, 0], seen);
        Assert.Equal(["2", "2"], _end.Calls.Select(call => call.Options.Headers!.GetValue("b")));
    }

    [Fact]
    public void A_channel_can_be_intercepted_like_an_invoker()
    {
        var channel = new Channel(_end);

        channel.Intercept(Named("a")).BlockingUnaryCall(Echo, null, default, "");
        channel.Intercept(Named("b"), Named("c")).BlockingUnaryCall(Echo, null, default, "");
        channel.Intercept(headers => [.. headers, new Metadata.Entry("d", "1")])
            .BlockingUnaryCall(Echo, null, default, "");

        Assert.Equal(["a", "b", "c"], _passed);
        Assert.Equal([null, null, "1"], _end.Calls.Select(call => call.Options.Headers?.GetValue("d")));
    }

    [Fact]
    public void Nothing_to_intercept_or_to_intercept_with_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => _end.Intercept((Interceptor)null!));
        Assert.Throws<ArgumentNullException>(() => _end.Intercept(Named("a"), null!));
        Assert.Throws<ArgumentNullException>(() => _end.Intercept((Func<Metadata, Metadata>)null!));
        Assert.Throws<ArgumentNullException>(() => ((CallInvoker)null!).Intercept(Named("a")));
        Assert.Throws<ArgumentNullException>(() => ((ChannelBase)null!).Intercept(Named("a")));
    }

    [Fact]
    public async Task On_the_server_an_interceptor_goes_on_unless_it_says_otherwise()
    {
        var interceptor = new Unchanged();
        var context = new ServedCall();
        var served = new List<(string, ServerCallContext)>();

        await interceptor.UnaryServerHandler("", context, (UnaryServerMethod<string, string>)((_, call) =>
        {
            served.Add(("unary", call));
            return Task.FromResult("");
        }));
        await interceptor.ClientStreamingServerHandler(
            null!, context, (ClientStreamingServerMethod<string, string>)((_, call) =>
            {
                served.Add(("client streaming", call));
                return Task.FromResult("");
            }));
        await interceptor.ServerStreamingServerHandler(
            "", null!, context, (ServerStreamingServerMethod<string, string>)((_, _, call) =>
            {
                served.Add(("server streaming", call));
                return Task.CompletedTask;
            }));
        await interceptor.DuplexStreamingServerHandler(
            null!, null!, context, (DuplexStreamingServerMethod<string, string>)((_, _, call) =>
            {
                served.Add(("duplex streaming", call));
                return Task.CompletedTask;
            }));

        Assert.Equal(
            [
                ("unary", context), ("client streaming", context),
                ("server streaming", context), ("duplex streaming", context),
            ],
            served);
    }

    private static readonly CallOptions Options = new(deadline: DateTime.UnixEpoch);

    private static void CallAllKinds(CallInvoker invoker, Metadata? headers = null)
    {
        var options = headers is null ? Options : Options.WithHeaders(headers);
        Assert.Equal("request", invoker.BlockingUnaryCall(Echo, "host", options, "request"));
        invoker.AsyncUnaryCall(Echo, "host", options, "request").Dispose();
        invoker.AsyncServerStreamingCall(Echo, "host", options, "request").Dispose();
        invoker.AsyncClientStreamingCall(Echo, "host", options).Dispose();
        invoker.AsyncDuplexStreamingCall(Echo, "host", options).Dispose();
    }

    private PassingInterceptor Named(string name) => new(() => _passed.Add(name));

    private sealed class Unchanged : Interceptor;

    private sealed class Answering : Interceptor
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            BlockingUnaryCallContinuation<TRequest, TResponse> continuation) => (TResponse)(object)"intercepted";
    }

    private sealed class Channel(CallInvoker invoker) : ChannelBase("target")
    {
        public override CallInvoker CreateCallInvoker() => invoker;
    }
}
