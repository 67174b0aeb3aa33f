using System.Security.Cryptography;
using System.Text;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Core.Workflows.Triggers;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Workflows;

/// <summary>PublishWorkflow.</summary>
internal sealed class PublishWorkflow(
    IWorkflowStore store, WorkflowCompiler compiler, WorkflowVersions versions, TimeProvider time)
{
    public async Task<V1.Workflow> HandleAsync(
        V1.PublishWorkflowRequest request, string caller, CancellationToken cancellation)
    {
        var violations = new Violations();
        violations.Text("request_id", request.RequestId, OrderChecks.RequestIdLengthMax);
        var expected = request.ExpectedLatest.Length > 0
            ? violations.Workflow("expected_latest", request.ExpectedLatest, withVersion: true)
            : null;
        if (request.Content.Length == 0)
            violations.Add("content", "is required.");
        violations.ThrowIfAny();

        var hash = RequestHash.Of(request);
        if (await FindRepeatedAsync(caller, request.RequestId, hash, cancellation).ConfigureAwait(false) is { } before)
            return WorkflowRendering.RenderWhole(
                before, await compiler.ReadAsync(before.Content, cancellation).ConfigureAwait(false));

        var read = await compiler.ReadAsync(request.Content, cancellation).ConfigureAwait(false);
        RefuseInvalid(read);
        if (expected is { } other && other.Definition != read.Header.DefinitionId)
            throw Failures.InvalidField(
                "expected_latest",
                $"is of the workflow '{other.Definition}', and the content of '{read.Header.DefinitionId}'.");

        var result = await store.PublishAsync(
            Version(request, read, caller, hash, expected?.Version), cancellation).ConfigureAwait(false);
        await versions.ChangedAsync(read.Header.DefinitionId, cancellation).ConfigureAwait(false);
        return result switch
        {
            PublishResult.Published published => WorkflowRendering.RenderWhole(published.Workflow, read),
            PublishResult.NotLatest newer => throw NotLatest(
                request.ExpectedLatest, read.Header.DefinitionId, newer.Latest),
            _ => throw new InvalidOperationException($"Result {result.GetType().Name} is not known."),
        };
    }

    private async Task<StoredWorkflow?> FindRepeatedAsync(
        string caller, string requestId, string hash, CancellationToken cancellation)
    {
        if (requestId.Length == 0
            || await store.FindRequestAsync(caller, requestId, cancellation).ConfigureAwait(false) is not { } before)
            return null;
        if (before.RequestHash != hash)
            throw Failures.RequestIdReused(requestId);

        return await store.FindAsync(before.Definition, before.Version, cancellation).ConfigureAwait(false);
    }

    private NewWorkflowVersion Version(
        V1.PublishWorkflowRequest request, ReadResult read, string caller, string hash, int? expected) => new(
        read.Header.DefinitionId,
        read.Header.Name,
        read.Header.Description,
        request.Content,
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.Content))),
        read.Header.Adapters,
        Author: caller,
        caller,
        // A call without an id is like no other call.
        request.RequestId.Length > 0 ? request.RequestId : Guid.NewGuid().ToString("N"),
        hash,
        expected,
        time.GetUtcNow())
        {
            Trigger = TriggerFinding.Of(read.Plan!),
        };

    private static void RefuseInvalid(ReadResult read)
    {
        if (read.IsValid)
            return;

        var errors = read.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).ToArray();
        var more = errors.Length > 1 ? $" There are {errors.Length} problems in all; ValidateWorkflow lists them." : "";
        throw new CallFailedException(
            Reason.WorkflowInvalid, $"The definition cannot be published. {errors[0].Code}: {errors[0].Message}{more}")
        {
            Fields = [.. errors.Select(error => new FieldProblem(
                "content" + error.Pointer,
                $"{error.Code} (line {error.Line}, column {error.Column}): {error.Message}"))],
            Metadata = new SortedDictionary<string,
            string>
            { ["workflow"] = read.Header.DefinitionId, ["code"] = errors[0].Code },
        };
    }

    private static CallFailedException NotLatest(string expected, string definition, int latest)
    {
        var name = new WorkflowName(definition, latest).ToString();
        return new(
            Reason.WorkflowNotLatest,
            latest == 0
                ? $"{expected} was expected to be the latest version, and none is published. Leave expected_latest out."
                : $"{expected} was expected to be the latest version, and {name} is. Look at what it changed, and "
                    + "publish anew.")
        {
            Metadata = new SortedDictionary<string, string> { ["expected"] = expected, ["latest"] = name },
        };
    }
}
