using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Paging;

namespace Orchestrator.Server.Grpc.Workflows;

/// <summary>ValidateWorkflow, GetWorkflow and ListWorkflows.</summary>
internal sealed class WorkflowQueries(IWorkflowStore store, WorkflowCompiler compiler)
{
    public async Task<V1.ValidateWorkflowResponse> ValidateAsync(
        V1.ValidateWorkflowRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        if (request.Content.Length == 0)
            violations.Add("content", "is required.");
        violations.ThrowIfAny();

        var read = await compiler.ReadAsync(request.Content, cancellation).ConfigureAwait(false);
        var response = new V1.ValidateWorkflowResponse { Valid = read.IsValid };
        response.Diagnostics.AddRange(read.Diagnostics.Select(WorkflowRendering.Render));
        return response;
    }

    public async Task<V1.Workflow> GetAsync(V1.GetWorkflowRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        var name = violations.Workflow("name", request.Name);
        violations.ThrowIfAny();

        var stored = await store.FindAsync(
            name!.Value.Definition, name.Value.Version, cancellation).ConfigureAwait(false)
            ?? throw Failures.WorkflowNotFound(request.Name);
        return WorkflowRendering.RenderWhole(
            stored, await compiler.ReadAsync(stored.Content, cancellation).ConfigureAwait(false));
    }

    public async Task<V1.ListWorkflowsResponse> ListAsync(
        V1.ListWorkflowsRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        var size = PageSize.Of(request.PageSize, violations);
        var scope = new V1.ListWorkflowsRequest { AllVersions = request.AllVersions };
        var after = ReadToken(request.PageToken, scope, violations);
        violations.ThrowIfAny();

        var found = await store.ListAsync(
            request.AllVersions, after is { } last
                ? (last.Definition, last.Version)
                : null, size + 1, cancellation).ConfigureAwait(false);
        var response = new V1.ListWorkflowsResponse();
        response.Workflows.AddRange(found.Take(size).Select(one => WorkflowRendering.Render(one, withContent: false)));
        if (found.Count > size)
            response.NextPageToken = PageToken.Write(WorkflowRendering.NameOf(found[size - 1]), scope);

        return response;
    }

    private static WorkflowName? ReadToken(string token, V1.ListWorkflowsRequest scope, Violations violations)
    {
        if (token.Length == 0)
            return null;
        if (PageToken.TryRead(token, scope, out var last))
            return new Violations().Workflow("page_token", last, withVersion: true);

        violations.Add(
            "page_token",
            "is no token of a page of this list. Send the one that the page before had, with the same all_versions.");
        return null;
    }
}
