using Grpc.Core;
using Orchestrator.Server.Grpc.Callers;
using Orchestrator.Server.Grpc.Inventory;
using Orchestrator.Server.Grpc.Inventory.Timeline;

namespace Orchestrator.Server.Grpc;

/// <summary>The service that support staff and billing call: customers' services, what they hold, what happened.</summary>
internal sealed class InventoryService(
    GetService get,
    InventoryLists lists,
    GetTimeline timeline,
    RecordContact contacts,
    RecordPayment payments,
    ResolveTeardown teardown) : V1.InventoryService.InventoryServiceBase
{
    public override Task<V1.Service> GetService(V1.GetServiceRequest request, ServerCallContext context) =>
        get.HandleAsync(request, context.CancellationToken);

    public override Task<V1.ListServicesResponse> ListServices(
        V1.ListServicesRequest request, ServerCallContext context) =>
        lists.ListServicesAsync(request, context.CancellationToken);

    public override Task<V1.ListResourcesResponse> ListResources(
        V1.ListResourcesRequest request, ServerCallContext context) =>
        lists.ListResourcesAsync(request, context.CancellationToken);

    public override Task<V1.GetTimelineResponse> GetTimeline(V1.GetTimelineRequest request, ServerCallContext context) =>
        timeline.HandleAsync(request, context.CancellationToken);

    public override Task<V1.Contact> RecordContact(V1.RecordContactRequest request, ServerCallContext context) =>
        contacts.HandleAsync(request, Caller.Of(context), context.CancellationToken);

    public override Task<V1.Payment> RecordPayment(V1.RecordPaymentRequest request, ServerCallContext context) =>
        payments.HandleAsync(request, Caller.Of(context), context.CancellationToken);

    public override Task<V1.TeardownDecision> ResolveTeardown(
        V1.ResolveTeardownRequest request, ServerCallContext context) =>
        teardown.HandleAsync(request, Caller.Of(context), context.CancellationToken);
}
