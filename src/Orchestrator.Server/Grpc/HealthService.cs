using Grpc.Core;
using Grpc.Health.V1;
using Told = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Orchestrator.Server.Grpc;

/// <summary>
/// The gRPC health protocol (grpc.health.v1), for load balancers and orchestrating platforms. All services of this
/// process are served or not as one, so each has the status of the whole, whose name is empty.
/// </summary>
/// <param name="status">Whether the process takes calls.</param>
/// <param name="catalog">The services that are known.</param>
public sealed class HealthService(ServingStatus status, DescriptorCatalog catalog) : Health.HealthBase
{
    private const string WholeProcess = "";

    /// <summary>The status now.</summary>
    /// <exception cref="RpcException">NOT_FOUND: the service is not known.</exception>
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        if (!IsKnown(request.Service))
        {
            throw new RpcException(new Status(
                StatusCode.NotFound,
                $"There is no service '{request.Service}' here. Ask for one that List names, or for '' as a whole."));
        }

        return Task.FromResult(new HealthCheckResponse { Status = Of(status.Now.State) });
    }

    /// <summary>The status of everything now.</summary>
    public override Task<HealthListResponse> List(HealthListRequest request, ServerCallContext context)
    {
        var now = Of(status.Now.State);
        var response = new HealthListResponse();
        foreach (var name in catalog.Services.Prepend(WholeProcess))
        {
            response.Statuses.Add(name, new HealthCheckResponse { Status = now });
        }

        return Task.FromResult(response);
    }

    /// <summary>The status now and at every change, until the caller cancels or the process stops.</summary>
    /// <exception cref="RpcException">UNAVAILABLE: the process stops; to be asked again, here or elsewhere.</exception>
    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        var known = IsKnown(request.Service);
        Told? last = null;
        while (true)
        {
            var (state, changed) = status.Now;
            var now = known ? Of(state) : Told.ServiceUnknown;
            if (now != last)
            {
                await responseStream.WriteAsync(new HealthCheckResponse { Status = now }, context.CancellationToken);
                last = now;
            }

            // A stream that stayed open would hold up the end of the process.
            if (state == ServingState.Stopped)
            {
                throw new RpcException(new Status(StatusCode.Unavailable, "The server is stopping: watch another."));
            }

            await changed.WaitAsync(context.CancellationToken);
        }
    }

    private bool IsKnown(string service) => service == WholeProcess || catalog.Services.Contains(service);

    private static Told Of(ServingState state) => state == ServingState.Serving ? Told.Serving : Told.NotServing;
}
