using Orchestrator.Core.Sagas;

namespace Orchestrator.Server.Grpc.Inventory.Timeline;

/// <summary>What became of a service with an event of its activation.</summary>
internal static class ServiceSentences
{
    /// <summary>Null where its state is what it was.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="order">The activation's.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="service">The service as it is now; null where nothing is known of it.</param>
    /// <param name="activation">The activation.</param>
    public static string? Of(
        SagaEvent happened, ActivationOrder order, DateTimeOffset time, ServiceEntry? service, long activation)
    {
        var name = ServiceRendering.NameOf(order.Service);
        return (happened, order.Action) switch
        {
            _ when name.Length == 0 || order.Parent is not null => null,
            (ActivationCompleted, ActivationAction.Provision) => $"{name} is active.",
            (ActivationCompleted, ActivationAction.Suspend) => $"{name} is suspended.",
            (ActivationCompleted, ActivationAction.Resume) => $"{name} is active again.",
            (ActivationCompleted, ActivationAction.Change) => $"{name} is of product {order.Product} now.",
            (ActivationCompleted, ActivationAction.Deprovision) => Ended(name, time, service, activation),
            (ActivationRolledBack or ActivationCancelled, ActivationAction.Provision) =>
                Ended(name, time, service, activation),
            _ => null,
        };
    }

    /// <summary>
    /// The database decides whether a service that is to end holds nothing; what it decided then follows from what the
    /// service is now. One that has ended takes no further orders: where another one, or a decision, ended it later,
    /// something was left.
    /// </summary>
    private static string Ended(string name, DateTimeOffset time, ServiceEntry? service, long activation) => service switch
    {
        null or { State: ServiceState.Terminated, EndTime: null } => $"{name} is terminated.",
        { State: ServiceState.Terminated, EndTime: var end } when end <= time => $"{name} is terminated.",
        { State: ServiceState.TeardownIncomplete } when service.Activation == activation =>
            $"{name} was to end, and may still hold something. {service.Reason}".TrimEnd(),
        _ => $"{name} was to end, and still held something.",
    };
}
