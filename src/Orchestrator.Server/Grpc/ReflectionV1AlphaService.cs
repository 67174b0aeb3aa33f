using Google.Protobuf;
using Grpc.Core;
using Grpc.Reflection.V1Alpha;
using CurrentRequest = Grpc.Reflection.V1.ServerReflectionRequest;

namespace Orchestrator.Server.Grpc;

/// <summary>
/// gRPC server reflection under its older name (grpc.reflection.v1alpha), which many clients still ask for. The
/// messages are the same on the wire, so that is the way by which they become each other.
/// </summary>
/// <param name="catalog">What is told.</param>
public sealed class ReflectionV1AlphaService(DescriptorCatalog catalog) : ServerReflection.ServerReflectionBase
{
    /// <summary>Answers each question of the stream, until the caller has no more.</summary>
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            var question = CurrentRequest.Parser.ParseFrom(request.ToByteString());
            var answer = ReflectionAnswers.To(question, catalog);
            await responseStream.WriteAsync(
                ServerReflectionResponse.Parser.ParseFrom(answer.ToByteString()), context.CancellationToken);
        }
    }
}
