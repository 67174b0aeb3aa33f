using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Orchestrator.Server.Grpc.Compression;

/// <summary>Only what is large is worth compressing; most answers are small, and events of a watch always.</summary>
internal sealed class AnswerCompression : Interceptor
{
    private const int BytesMin = 8 * 1024;
    private static readonly WriteOptions Plain = new(WriteFlags.NoCompress);

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var response = await continuation(request, context).ConfigureAwait(false);
        if (response is IMessage message && message.CalculateSize() < BytesMin)
            context.WriteOptions = Plain;

        return response;
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        context.WriteOptions = Plain;
        return continuation(request, responseStream, context);
    }
}
