using Grpc.Core;
using Orchestrator.Server.Grpc.Callers;
using Orchestrator.Server.Grpc.Workflows;

namespace Orchestrator.Server.Grpc;

/// <summary>The service that engineers call to check, publish and read workflow definitions.</summary>
internal sealed class WorkflowService(
    WorkflowQueries queries, PublishWorkflow publish, RetireWorkflow retire, ProposeChange propose)
    : V1.WorkflowService.WorkflowServiceBase
{
    public override Task<V1.ValidateWorkflowResponse> ValidateWorkflow(
        V1.ValidateWorkflowRequest request, ServerCallContext context) =>
        queries.ValidateAsync(request, context.CancellationToken);

    public override Task<V1.Workflow> PublishWorkflow(V1.PublishWorkflowRequest request, ServerCallContext context) =>
        publish.HandleAsync(request, Caller.Of(context), context.CancellationToken);

    public override Task<V1.Workflow> GetWorkflow(V1.GetWorkflowRequest request, ServerCallContext context) =>
        queries.GetAsync(request, context.CancellationToken);

    public override Task<V1.ListWorkflowsResponse> ListWorkflows(
        V1.ListWorkflowsRequest request, ServerCallContext context) =>
        queries.ListAsync(request, context.CancellationToken);

    public override Task<V1.Workflow> RetireWorkflow(V1.RetireWorkflowRequest request, ServerCallContext context) =>
        retire.HandleAsync(request, Caller.Of(context), context.CancellationToken);

    public override Task<V1.ProposeChangeResponse> ProposeChange(
        V1.ProposeChangeRequest request, ServerCallContext context) =>
        propose.HandleAsync(request, context.CancellationToken);
}
