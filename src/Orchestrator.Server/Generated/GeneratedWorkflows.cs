using System.Security.Cryptography;
using System.Text;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Generating;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Workflows;

namespace Orchestrator.Server.Generated;

/// <summary>
/// Generated definitions as workflows: checked and published as all are, once for each content, when one is to run.
/// </summary>
internal sealed class GeneratedWorkflows(
    IWorkflowStore store, WorkflowCompiler compiler, PlanCache plans, WorkflowVersions versions, TimeProvider time)
{
    /// <summary>The plan; what is wrong with the definition where there is none.</summary>
    /// <param name="made">The definition.</param>
    /// <param name="publish">False: it is only to be shown, and nothing is left behind.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="JournalUnavailableException">The database cannot be reached.</exception>
    public async Task<(WorkflowPlan? Plan, IReadOnlyList<Diagnostic> Problems)> FindAsync(
        GeneratedDefinition made, bool publish, CancellationToken cancellation)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(made.Content)));
        var latest = await store.FindAsync(made.Definition, 0, cancellation).ConfigureAwait(false);
        if (latest?.ContentHash == hash)
            return (await plans.GetAsync(latest.Definition, latest.Version, cancellation).ConfigureAwait(false), []);

        var read = await compiler.ReadAsync(made.Content, cancellation).ConfigureAwait(false);
        if (!read.IsValid || !publish)
            return (read.Plan, read.Diagnostics);

        var version = new NewWorkflowVersion(
            made.Definition, read.Header.Name, read.Header.Description, made.Content, hash, read.Header.Adapters,
            GeneratedDefinition.Author, GeneratedDefinition.Author, Guid.NewGuid().ToString("N"), hash,
            ExpectedLatest: null, time.GetUtcNow());
        var published = (PublishResult.Published)await store.PublishAsync(version, cancellation).ConfigureAwait(false);
        await versions.ChangedAsync(made.Definition, cancellation).ConfigureAwait(false);
        return (
            await plans.GetAsync(made.Definition, published.Workflow.Version, cancellation).ConfigureAwait(false), []);
    }
}
