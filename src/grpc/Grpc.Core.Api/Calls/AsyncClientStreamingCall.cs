using System.Runtime.CompilerServices;
using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>
/// A client's call with any number of requests and one response. Awaiting it is awaiting the response.
/// </summary>
/// <typeparam name="TRequest">The requests' type.</typeparam>
/// <typeparam name="TResponse">The response's type.</typeparam>
public sealed class AsyncClientStreamingCall<TRequest, TResponse> : IDisposable
{
    private readonly CallState _call;

    /// <summary>Made by gRPC libraries and interceptors.</summary>
    public AsyncClientStreamingCall(
        IClientStreamWriter<TRequest> requestStream,
        Task<TResponse> responseAsync,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction)
    {
        RequestStream = GrpcPreconditions.CheckNotNull(requestStream, nameof(requestStream));
        ResponseAsync = GrpcPreconditions.CheckNotNull(responseAsync, nameof(responseAsync));
        _call = new CallState(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction);
    }

    /// <summary>Made by gRPC libraries and interceptors; the state is given to each of the functions.</summary>
    public AsyncClientStreamingCall(
        IClientStreamWriter<TRequest> requestStream,
        Task<TResponse> responseAsync,
        Func<object, Task<Metadata>> responseHeadersAsync,
        Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc,
        Action<object> disposeAction,
        object state)
    {
        RequestStream = GrpcPreconditions.CheckNotNull(requestStream, nameof(requestStream));
        ResponseAsync = GrpcPreconditions.CheckNotNull(responseAsync, nameof(responseAsync));
        _call = new CallState(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    /// <summary>The response. Fails with an <see cref="RpcException"/> if the call does.</summary>
    public Task<TResponse> ResponseAsync { get; }

    /// <summary>The response's headers, as soon as they are here.</summary>
    public Task<Metadata> ResponseHeadersAsync => _call.Headers;

    /// <summary>Where requests are written to.</summary>
    public IClientStreamWriter<TRequest> RequestStream { get; }

    /// <summary>Awaits the response.</summary>
    public TaskAwaiter<TResponse> GetAwaiter() => ResponseAsync.GetAwaiter();

    /// <summary>Awaits the response, and says where to go on.</summary>
    /// <param name="continueOnCapturedContext">Whether to go on where the await began.</param>
    public ConfiguredTaskAwaitable<TResponse> ConfigureAwait(bool continueOnCapturedContext) =>
        ResponseAsync.ConfigureAwait(continueOnCapturedContext);

    /// <summary>How the call ended.</summary>
    /// <exception cref="InvalidOperationException">It has not ended.</exception>
    public Status GetStatus() => _call.Status;

    /// <summary>What came after the response.</summary>
    /// <exception cref="InvalidOperationException">The call has not ended.</exception>
    public Metadata GetTrailers() => _call.Trailers;

    /// <summary>Frees what the call holds. A call that has not ended is cancelled.</summary>
    public void Dispose() => _call.Dispose();
}
