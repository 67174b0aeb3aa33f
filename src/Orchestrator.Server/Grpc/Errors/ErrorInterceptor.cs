using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;
using Orchestrator.Server.Grpc.Callers;

namespace Orchestrator.Server.Grpc.Errors;

/// <summary>
/// Whatever goes wrong in a call, its caller gets a status with a reason; and what is our own fault, the log gets.
/// </summary>
internal sealed class ErrorInterceptor(ServingStatus status, ILogger<ErrorInterceptor> log) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            throw Translate(failure, context, request as IMessage);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, new AnswerStream<TResponse>(responseStream, context.CancellationToken), context)
                .ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            throw Translate(failure, context, request as IMessage);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(
                requestStream, new AnswerStream<TResponse>(responseStream, context.CancellationToken), context)
                .ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The client has reset the stream that is being read.
            throw Translate(new OperationCanceledException(), context, null);
        }
        catch (Exception failure)
        {
            throw Translate(failure, context, null);
        }
    }

    private RpcException Translate(Exception failure, ServerCallContext context, IMessage? request)
    {
        if (failure is RpcException { Trailers: var trailers } rich && trailers.Get(RichStatus.Trailer) is not null)
            return rich;

        var refusal = Refusals.Of(failure, context, status.Now.State >= ServingState.Draining);
        if (refusal is null)
        {
            var incident = Guid.NewGuid().ToString("N")[..12];
            using var trace = log.BeginScope(
                new Dictionary<string, object> { ["TraceParent"] = Caller.TraceParentOf(context) });
            log.LogError(
                failure,
                "Call {Method} broke down; its caller was told the incident {Incident}.",
                context.Method,
                incident);
            refusal = Refusals.Incident(incident);
        }
        else if (refusal.Reason.Code == StatusCode.Unavailable)
        {
            log.LogWarning("Call {Method} was refused: {Reason}", context.Method, refusal.Message);
        }

        return RichStatus.ToRpc(refusal, RequestIdOf(request));
    }

    private static string? RequestIdOf(IMessage? request) =>
        request?.Descriptor.FindFieldByName("request_id")?.Accessor.GetValue(request) as string;
}
