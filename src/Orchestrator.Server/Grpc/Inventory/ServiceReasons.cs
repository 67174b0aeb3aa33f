using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Inventory;

/// <summary>Why a service is in its state, in a sentence or two.</summary>
internal sealed class ServiceReasons(IJournal journal, ActivationEngine engine)
{
    /// <summary>The member of a SUSPEND's input that says why, where its workflow has one.</summary>
    private const string ReasonInput = "reason";

    /// <summary>What the service itself says of it.</summary>
    public static string Brief(ServiceEntry service) => service.State switch
    {
        ServiceState.Reserved => "It is being provisioned.",
        ServiceState.Suspended => Join("It is suspended.", service.Reason),
        ServiceState.Terminating => "It is being terminated.",
        ServiceState.TeardownIncomplete => Join("It was to end, and may still hold something.", service.Reason),
        _ => service.Reason,
    };

    /// <summary>With who ordered it, and why.</summary>
    /// <param name="service">As the database has it.</param>
    /// <param name="open">The activation under way for it; null for none.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<string> FullAsync(ServiceEntry service, long? open, CancellationToken cancellation) =>
        service.State switch
        {
            ServiceState.Reserved when open is null =>
                $"Its provisioning was given up half way: {ActivationRendering.NameOf(service.Activation)}. DEPROVISION "
                    + "clears away what is left.",
            ServiceState.Reserved => $"{ActivationRendering.NameOf(open.Value)} provisions it.",
            ServiceState.Terminating when open is { } by => $"{ActivationRendering.NameOf(by)} terminates it.",
            ServiceState.Suspended => await SuspendedAsync(service, cancellation).ConfigureAwait(false),
            _ => Brief(service),
        };

    private async Task<string> SuspendedAsync(ServiceEntry service, CancellationToken cancellation)
    {
        var last = await journal.ListAsync(
            new ActivationQuery(1)
            {
                Service = service.Id,
                Action = ActivationAction.Suspend,
                States = [ActivationState.Completed],
            },
            cancellation).ConfigureAwait(false);
        if (last.Count == 0 || await engine.ReadAsync(last[0], long.MaxValue, cancellation).ConfigureAwait(false) is not { } by)
            return Brief(service);

        var order = by.Order;
        var who = order.Requester.Length > 0 ? order.Requester : order.Caller;
        var reference = order.OrderReference.Length > 0 ? $" with order {order.OrderReference}" : "";
        var why = service.Reason.Length > 0 ? service.Reason : order.Input[ReasonInput].AsString ?? "";
        return Join($"{who} had it suspended{reference} by {ActivationRendering.NameOf(by.Id)}.", why);
    }

    private static string Join(string what, string why) => why.Length == 0 ? what : $"{what} {why}";
}
