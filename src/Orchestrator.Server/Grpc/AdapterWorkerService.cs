using Grpc.Core;
using Orchestrator.Server.Grpc.Workers;

namespace Orchestrator.Server.Grpc;

/// <summary>The service that adapters in other programs connect to.</summary>
internal sealed class AdapterWorkerService(WorkerEntrance entrance) : V1.AdapterWorkerService.AdapterWorkerServiceBase
{
    public override Task Work(
        IAsyncStreamReader<V1.WorkRequest> requestStream,
        IServerStreamWriter<V1.WorkResponse> responseStream,
        ServerCallContext context) =>
        entrance.HandleAsync(requestStream, responseStream, context);
}
