using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Workflows;

/// <summary>RetireWorkflow.</summary>
internal sealed class RetireWorkflow(IWorkflowStore store, WorkflowCompiler compiler, WorkflowVersions versions)
{
    public async Task<V1.Workflow> HandleAsync(
        V1.RetireWorkflowRequest request, string caller, CancellationToken cancellation)
    {
        var violations = new Violations();
        violations.Text("request_id", request.RequestId, OrderChecks.RequestIdLengthMax);
        var name = violations.Workflow("name", request.Name, withVersion: true);
        violations.ThrowIfAny();

        var hash = RequestHash.Of(request);
        if (request.RequestId.Length > 0
            && await store.FindRequestAsync(caller, request.RequestId, cancellation).ConfigureAwait(false) is { } before
            && before.RequestHash != hash)
            throw Failures.RequestIdReused(request.RequestId);

        var (definition, version) = name!.Value;
        // A call without an id is like no other call.
        var requestId = request.RequestId.Length > 0 ? request.RequestId : Guid.NewGuid().ToString("N");
        var stored = await store.RetireAsync(
            definition, version, caller, requestId, hash, cancellation).ConfigureAwait(false)
            ?? throw Failures.WorkflowNotFound(request.Name);
        await versions.ChangedAsync(definition, cancellation).ConfigureAwait(false);
        return WorkflowRendering.RenderWhole(
            stored, await compiler.ReadAsync(stored.Content, cancellation).ConfigureAwait(false));
    }
}
