using Orchestrator.Core.Sagas;
using Orchestrator.Server.Grpc.Rendering;
using State = Orchestrator.V1.Service.Types.State;

namespace Orchestrator.Server.Grpc.Inventory;

/// <summary>Services and what they hold as the contract shows them.</summary>
internal sealed class ServiceRendering(Mask mask)
{
    public const string Collection = "services/";

    /// <summary>Empty for no service.</summary>
    public static string NameOf(string service) => service.Length == 0 ? "" : Collection + service;

    public static State StateOf(ServiceState state) => state switch
    {
        ServiceState.Reserved => State.Reserved,
        ServiceState.Active => State.Active,
        ServiceState.Suspended or ServiceState.Terminating => State.Inactive,
        ServiceState.Terminated => State.Terminated,
        ServiceState.TeardownIncomplete => State.TeardownIncomplete,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A service has no such state."),
    };

    /// <summary>The states that a state of the contract stands for.</summary>
    public static IEnumerable<ServiceState> StatesOf(State state) =>
        Enum.GetValues<ServiceState>().Where(one => StateOf(one) == state);

    /// <param name="service">As the database has it.</param>
    /// <param name="reason">Why it is in its state.</param>
    public V1.Service Render(ServiceEntry service, string reason) => new()
    {
        Name = NameOf(service.Id),
        State = StateOf(service.State),
        Inactivity = service.State switch
        {
            ServiceState.Suspended => V1.Service.Types.Inactivity.Suspended,
            ServiceState.Terminating => V1.Service.Types.Inactivity.Terminating,
            _ => V1.Service.Types.Inactivity.Unspecified,
        },
        StateReason = mask.Text(reason),
        Customer = service.Customer,
        Product = service.Product,
        ProductVersion = service.ProductVersion,
        CreateTime = ActivationRendering.TimeOf(service.CreateTime),
        ActiveTime = ActivationRendering.TimeOf(service.ActiveTime),
        EndTime = ActivationRendering.TimeOf(service.EndTime),
        Activation = service.Activation == 0 ? "" : ActivationRendering.NameOf(service.Activation),
    };

    public V1.ServiceResource Render(LedgerEntry entry)
    {
        var shown = new V1.ServiceResource
        {
            Adapter = entry.Adapter,
            Kind = entry.Kind,
            ExternalId = entry.ExternalId,
            Service = NameOf(entry.Service),
            Activation = entry.Activation == 0 ? "" : ActivationRendering.NameOf(entry.Activation),
            Step = entry.Step,
            IdempotencyKey = entry.Key,
            SinceTime = ActivationRendering.TimeOf(entry.Since),
            Certainty = entry.Certainty == LedgerCertainty.PossiblyHeld
                ? V1.ServiceResource.Types.Certainty.PossiblyHeld
                : V1.ServiceResource.Types.Certainty.Held,
        };
        foreach (var (name, value) in entry.Attributes.OrderBy(static one => one.Key, StringComparer.Ordinal))
            shown.Attributes.Add(name, mask.Text(value));
        return shown;
    }
}
