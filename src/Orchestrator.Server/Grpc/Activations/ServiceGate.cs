using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>Which actions a service's state allows.</summary>
internal sealed class ServiceGate(ActivationEngine engine)
{
    /// <summary>A service that is being changed is busy, and that is told by the engine, or waited for; what is left is decided here.</summary>
    /// <exception cref="CallFailedException">The action is not allowed.</exception>
    public async Task RefuseWrongStateAsync(V1.StartActivationRequest request, ServiceEntry service, CancellationToken cancellation)
    {
        if (IsRight(request.Action, service.State))
            return;

        if (service.State is ServiceState.Reserved or ServiceState.Terminating
            && await engine.ReadAsync(service.Activation, long.MaxValue, cancellation).ConfigureAwait(false) is { IsFinished: false })
        {
            if (request.OnConflict == V1.StartActivationRequest.Types.OnConflict.Queue)
                return;

            throw Failures.ServiceBusy(service.Id, service.Activation);
        }

        var name = $"services/{service.Id}";
        throw new CallFailedException(
            Reason.WrongServiceState, $"{name} is {service.State}: {OrderChecks.Name(request.Action)} needs one that is {Needed(request.Action)}.")
        {
            Subject = name,
            Metadata = new SortedDictionary<string, string> { ["service"] = name, ["state"] = service.State.ToString() },
        };
    }

    /// <summary>What was given up half way can still be deprovisioned: that is how its remains are cleared away.</summary>
    private static bool IsRight(V1.Action action, ServiceState state) => action switch
    {
        V1.Action.Deprovision => state != ServiceState.Terminated,
        V1.Action.Suspend => state == ServiceState.Active,
        V1.Action.Resume => state == ServiceState.Suspended,
        _ => state is ServiceState.Active or ServiceState.Suspended,
    };

    private static string Needed(V1.Action action) => action switch
    {
        V1.Action.Deprovision => "not terminated",
        V1.Action.Suspend => "active",
        V1.Action.Resume => "suspended",
        _ => "active or suspended",
    };
}
