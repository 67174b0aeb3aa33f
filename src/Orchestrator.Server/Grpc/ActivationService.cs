using Grpc.Core;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Callers;

namespace Orchestrator.Server.Grpc;

/// <summary>
/// The service that order systems and support staff call; each call is handled by a class of its own.
/// </summary>
internal sealed class ActivationService(
    StartActivation start,
    PlanActivation plan,
    GetActivation get,
    ListActivations list,
    WatchActivation watch,
    PlanRollback planRollback,
    ActivationCommands commands,
    ResolveFallout resolve,
    PublishEvent publish) : V1.ActivationService.ActivationServiceBase
{
    public override Task<V1.Activation> StartActivation(V1.StartActivationRequest request, ServerCallContext context) =>
        start.HandleAsync(request, Caller.Of(context), Caller.TraceParentOf(context), context.CancellationToken);

    public override Task<V1.ActivationPlan> PlanActivation(
        V1.PlanActivationRequest request, ServerCallContext context) =>
        plan.HandleAsync(request, Caller.Of(context), context.CancellationToken);

    public override Task<V1.Activation> GetActivation(V1.GetActivationRequest request, ServerCallContext context) =>
        get.HandleAsync(request, context.CancellationToken);

    public override Task<V1.ListActivationsResponse> ListActivations(
        V1.ListActivationsRequest request, ServerCallContext context) =>
        list.HandleAsync(request, context.CancellationToken);

    public override Task WatchActivation(
        V1.WatchActivationRequest request,
        IServerStreamWriter<V1.ActivationEvent> responseStream,
        ServerCallContext context) =>
        watch.HandleAsync(request, responseStream, context.CancellationToken);

    public override Task<V1.Activation> HoldActivation(V1.HoldActivationRequest request, ServerCallContext context) =>
        commands.HoldAsync(request, Caller.Of(context), context.CancellationToken);

    public override Task<V1.Activation> ReleaseActivation(
        V1.ReleaseActivationRequest request, ServerCallContext context) =>
        commands.ReleaseAsync(request, Caller.Of(context), context.CancellationToken);

    public override Task<V1.Activation> CancelActivation(
        V1.CancelActivationRequest request, ServerCallContext context) =>
        commands.CancelAsync(request, Caller.Of(context), context.CancellationToken);

    public override Task<V1.RollbackPlan> PlanRollback(V1.PlanRollbackRequest request, ServerCallContext context) =>
        planRollback.HandleAsync(request, context.CancellationToken);

    public override Task<V1.Activation> RollbackActivation(
        V1.RollbackActivationRequest request, ServerCallContext context) =>
        commands.RollBackAsync(request, Caller.Of(context), context.CancellationToken);

    public override Task<V1.Activation> ResolveFallout(V1.ResolveFalloutRequest request, ServerCallContext context) =>
        resolve.HandleAsync(request, Caller.Of(context), context.CancellationToken);

    public override Task<V1.Activation> SignalActivation(
        V1.SignalActivationRequest request, ServerCallContext context) =>
        commands.SignalAsync(request, Caller.Of(context), context.CancellationToken);

    public override Task<V1.PublishEventResponse> PublishEvent(
        V1.PublishEventRequest request, ServerCallContext context) =>
        publish.HandleAsync(request, Caller.Of(context), Caller.TraceParentOf(context), context.CancellationToken);
}
