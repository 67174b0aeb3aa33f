using Grpc.Core;

namespace Orchestrator.Tests.Unit.Grpc;

/// <summary>The end of a chain of interceptors: keeps what arrives, and answers with the request.</summary>
internal sealed class RecordingInvoker : CallInvoker
{
    public List<(string Kind, string? Host, CallOptions Options)> Calls { get; } = [];

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Calls.Add(("blocking", host, options));
        return (TResponse)(object)request;
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Calls.Add(("unary", host, options));
        return new(Task.FromResult((TResponse)(object)request), None, () => default, () => [], () => { });
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Calls.Add(("server streaming", host, options));
        return new(new Stream<TResponse>(), None, () => default, () => [], () => { });
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        Calls.Add(("client streaming", host, options));
        return new(
            new Stream<TRequest>(), Task.FromResult<TResponse>(null!), None, () => default, () => [], () => { });
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        Calls.Add(("duplex streaming", host, options));
        return new(new Stream<TRequest>(), new Stream<TResponse>(), None, () => default, () => [], () => { });
    }

    private static Task<Metadata> None => Task.FromResult(new Metadata());

    private sealed class Stream<T> : IClientStreamWriter<T>, IAsyncStreamReader<T>
    {
        public WriteOptions? WriteOptions { get; set; }

        public T Current => throw new InvalidOperationException("There is no message.");

        public Task WriteAsync(T message) => Task.CompletedTask;

        public Task CompleteAsync() => Task.CompletedTask;

        public Task<bool> MoveNext(CancellationToken cancellationToken) => Task.FromResult(false);
    }
}
