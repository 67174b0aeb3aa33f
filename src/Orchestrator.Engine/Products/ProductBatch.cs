using Orchestrator.Core.Products;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Engine.Products;

/// <summary>What is about to be published together, before what was published.</summary>
internal sealed class ProductBatch(IProductSurroundings surroundings, IReadOnlyList<ProductBundle> bundles)
{
    private readonly Dictionary<WorkflowFile, ReadResult> _read = [];
    private readonly Dictionary<(string Definition, int Version), WorkflowPlan?> _published = [];

    public async Task<ReadResult> ReadAsync(WorkflowFile file, CancellationToken cancellation)
    {
        if (!_read.TryGetValue(file, out var read))
            _read[file] = read = await surroundings.ReadAsync(file.Content, cancellation).ConfigureAwait(false);
        return read;
    }

    /// <summary>The plan of a definition; null where there is none, or it has errors.</summary>
    /// <param name="definition">Its id.</param>
    /// <param name="version">0: the one that a start would take once all this is published.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<WorkflowPlan?> FindAsync(string definition, int version, CancellationToken cancellation)
    {
        if (version == 0 && FileOf(definition) is { } file)
            return (await ReadAsync(file, cancellation).ConfigureAwait(false)).Plan;

        if (!_published.TryGetValue((definition, version), out var plan))
        {
            plan = await surroundings.FindWorkflowAsync(definition, version, cancellation).ConfigureAwait(false);
            _published[(definition, version)] = plan;
        }

        return plan;
    }

    /// <summary>Whether there is a product of that id.</summary>
    public async Task<bool> HasProductAsync(string product, CancellationToken cancellation) =>
        bundles.Any(bundle => bundle.Id == product)
        || await surroundings.FindProductAsync(product, cancellation).ConfigureAwait(false) is not null;

    /// <summary>What ends a service of a product; null where the product, or its workflow, is not there.</summary>
    public async Task<WorkflowPlan?> FindDeprovisionAsync(string product, CancellationToken cancellation)
    {
        const ActivationAction End = ActivationAction.Deprovision;
        var bundle = bundles.FirstOrDefault(one => one.Id == product);
        var name = bundle is not null
            ? bundle.Read.Content!.Workflows.GetValueOrDefault(End) is { } file ? bundle.DefinitionOf(file) : null
            : await surroundings.FindProductAsync(product, cancellation).ConfigureAwait(false) is { } other
                ? other.Workflows.GetValueOrDefault(End)
                : null;
        return name is null ? null : await FindAsync(name, 0, cancellation).ConfigureAwait(false);
    }

    private WorkflowFile? FileOf(string definition) =>
        bundles.SelectMany(bundle => bundle.Workflows).FirstOrDefault(file => file.Definition == definition);
}
