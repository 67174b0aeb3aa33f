using Orchestrator.Core.Products;
using Orchestrator.Core.Products.Reading;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Products;
using Orchestrator.Server.Grpc.Workflows;

namespace Orchestrator.Server.Products;

/// <summary>What this server has published, for the checks of products.</summary>
internal sealed class PublishedSurroundings(WorkflowCompiler compiler, PlanCache plans, IProductStore store)
    : IProductSurroundings
{
    public Task<ReadResult> ReadAsync(string content, CancellationToken cancellation) =>
        compiler.ReadAsync(content, cancellation);

    public Task<WorkflowPlan?> FindWorkflowAsync(string definition, int version, CancellationToken cancellation) =>
        plans.GetAsync(definition, version, cancellation);

    public async Task<ProductContent?> FindProductAsync(string product, CancellationToken cancellation) =>
        await store.FindAsync(product, 0, cancellation).ConfigureAwait(false) is { } stored
            ? ProductReader.Read(stored.Content).Content
            : null;
}
