using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Inventory;

/// <summary>GetService.</summary>
internal sealed class GetService(
    IServiceStore services,
    IJournal journal,
    ActivationEngine engine,
    ServiceRendering rendering,
    ServiceReasons reasons,
    Mask mask)
{
    private const int ResourcesMax = 1000;

    private static readonly ActivationState[] UnderWay =
        [ActivationState.Running, ActivationState.Held, ActivationState.Fallout, ActivationState.RollingBack];

    public async Task<V1.Service> HandleAsync(V1.GetServiceRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        var id = violations.Name("name", request.Name, ServiceRendering.Collection);
        violations.ThrowIfAny();
        var service = await services.FindAsync(id!, cancellation).ConfigureAwait(false)
            ?? throw Failures.ServiceNotFound(id!);

        var open = await OpenAsync(service.Id, cancellation).ConfigureAwait(false);
        var reason = await reasons.FullAsync(service, open, cancellation).ConfigureAwait(false);
        var shown = rendering.Render(service, reason);
        shown.Input = mask.Object(service.Input);
        shown.OpenActivation = open is { } one ? ActivationRendering.NameOf(one) : "";
        shown.PendingCancellation = await PendingAsync(service.Id, cancellation).ConfigureAwait(false);
        var held = await services.ListResourcesAsync(
            new ResourceQuery(ResourcesMax + 1) { Service = service.Id }, cancellation).ConfigureAwait(false);
        shown.Resources.AddRange(held.Take(ResourcesMax).Select(rendering.Render));
        shown.MoreResources = held.Count > ResourcesMax;
        return shown;
    }

    private async Task<long?> OpenAsync(string service, CancellationToken cancellation)
    {
        var query = new ActivationQuery(1) { Service = service, States = UnderWay };
        return await journal.ListAsync(query, cancellation).ConfigureAwait(false) is [var open, ..] ? open : null;
    }

    /// <summary>The first of those that are to end it.</summary>
    private async Task<V1.PendingCancellation?> PendingAsync(string service, CancellationToken cancellation)
    {
        var scheduled = await journal.ListAsync(
            new ActivationQuery(1)
            {
                Service = service,
                Action = ActivationAction.Deprovision,
                States = [ActivationState.Scheduled],
                OldestFirst = true,
            },
            cancellation).ConfigureAwait(false);
        if (scheduled.Count == 0
            || await engine.ReadAsync(scheduled[0], long.MaxValue, cancellation).ConfigureAwait(false) is not { } state
            || state.State != ActivationState.Scheduled)
            return null;

        return new V1.PendingCancellation
        {
            Activation = ActivationRendering.NameOf(state.Id),
            StartTime = ActivationRendering.TimeOf(state.Order.RequestedStartTime),
            OrderTime = ActivationRendering.TimeOf(state.CreateTime),
            Requester = state.Order.Requester.Length > 0 ? state.Order.Requester : state.Order.Caller,
            Channel = EnumConversion.ToProto(state.Order.Channel),
        };
    }
}
