using Grpc.Core;
using Grpc.Reflection.V1;

namespace Orchestrator.Server.Grpc;

/// <summary>
/// gRPC server reflection (grpc.reflection.v1), for clients that were not compiled against the contract.
/// </summary>
/// <param name="catalog">What is told.</param>
public sealed class ReflectionService(DescriptorCatalog catalog) : ServerReflection.ServerReflectionBase
{
    /// <summary>Answers each question of the stream, until the caller has no more.</summary>
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(ReflectionAnswers.To(request, catalog), context.CancellationToken);
        }
    }
}
