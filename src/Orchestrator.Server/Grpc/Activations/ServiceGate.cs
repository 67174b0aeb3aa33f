using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>Whether a service allows an order.</summary>
internal sealed class ServiceGate(ActivationEngine engine)
{
    /// <summary>
    /// Refuses what the service does not allow, and finds what an order that may wait has to wait for.
    /// </summary>
    /// <returns>
    /// The activation that has the service now, where the order waits for its end; 0 where it need not, or is told by
    /// the engine.
    /// </returns>
    /// <exception cref="CallFailedException">The action is not allowed.</exception>
    public async Task<long> EnterAsync(
        V1.StartActivationRequest request, ServiceEntry service, CancellationToken cancellation)
    {
        // A service that is being made or ended has not yet, or no longer, what the order needs: nothing else can be
        // said of it. What ends it wins over whatever else is done to it, so it may always wait; its engine knows where
        // that is of no use, because another one ends it.
        var mayWait = request.OnConflict == V1.StartActivationRequest.Types.OnConflict.Queue
            || request.Action == V1.Action.Deprovision;
        if ((mayWait || service.State is ServiceState.Reserved or ServiceState.Terminating)
            && await IsOpenAsync(service.Activation, cancellation).ConfigureAwait(false))
            return mayWait ? service.Activation : throw Failures.ServiceBusy(service.Id, service.Activation);

        RefuseWrongState(service, EnumConversion.ToCore(request.Action));
        return 0;
    }

    /// <exception cref="CallFailedException">The service's state does not allow the action.</exception>
    public static void RefuseWrongState(ServiceEntry service, ActivationAction action)
    {
        if (ServiceRules.Allows(action, service.State))
            return;

        var name = $"services/{service.Id}";
        throw new CallFailedException(Reason.WrongServiceState, ServiceRules.WhyNot(service, action))
        {
            Subject = name,
            Metadata =
                new SortedDictionary<string, string> { ["service"] = name, ["state"] = service.State.ToString() },
        };
    }

    private async Task<bool> IsOpenAsync(long activation, CancellationToken cancellation) =>
        await engine.ReadAsync(activation, long.MaxValue, cancellation).ConfigureAwait(false) is { IsFinished: false };
}
