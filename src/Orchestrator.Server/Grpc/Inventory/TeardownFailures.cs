using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Inventory;

/// <summary>Why an incomplete teardown cannot be resolved.</summary>
internal static class TeardownFailures
{
    public static CallFailedException WrongState(string service, ServiceState state) => new(
        Reason.WrongServiceState,
        $"{service} is {state}, and only what an incomplete teardown has left can be decided about. "
            + (state == ServiceState.Terminated
                ? "It holds nothing any more."
                : "Order a DEPROVISION; what that cannot release can be decided about."))
    {
        Subject = service,
        Metadata = new SortedDictionary<string, string> { ["service"] = service, ["state"] = state.ToString() },
    };

    public static CallFailedException Busy(string service, long by)
    {
        var name = ActivationRendering.NameOf(by);
        return new(
            Reason.ServiceBusy,
            $"{service} is busy: {name} is open, and may release what it holds. Wait for its end, or withdraw it with "
                + "CancelActivation.")
        {
            Subject = service,
            Metadata = new SortedDictionary<string, string> { ["service"] = service, ["activation"] = name },
        };
    }

    public static CallFailedException NotHeld(string service, ResourceKey resource) => new(
        Reason.ResourceNotFound,
        $"{service} does not hold {resource.Kind} '{resource.ExternalId}' of adapter '{resource.Adapter}'. Nothing was "
            + "decided; GetService shows what it holds.")
    {
        Subject = service,
        Metadata = new SortedDictionary<string, string>
        {
            ["adapter"] = resource.Adapter,
            ["externalId"] = resource.ExternalId,
            ["kind"] = resource.Kind,
            ["service"] = service,
        },
    };
}
