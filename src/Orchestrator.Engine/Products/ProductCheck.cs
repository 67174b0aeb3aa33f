using Orchestrator.Core.Products;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Engine.Products;

/// <summary>What a check of products may ask of its surroundings.</summary>
public interface IProductSurroundings
{
    /// <summary>Reads and checks a definition that is to be published.</summary>
    Task<ReadResult> ReadAsync(string content, CancellationToken cancellation);

    /// <summary>The plan of a published definition; null where there is none.</summary>
    /// <param name="definition">Its id.</param>
    /// <param name="version">0: the latest that is not retired.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<WorkflowPlan?> FindWorkflowAsync(string definition, int version, CancellationToken cancellation);

    /// <summary>A published product, with the ids of its definitions; null where there is none.</summary>
    Task<ProductContent?> FindProductAsync(string product, CancellationToken cancellation);
}

/// <summary>
/// Checks products as they are to be published, several at once, which may name each other: the documents, their
/// workflows, and that what is taken is given back.
/// </summary>
/// <param name="surroundings">What else there is.</param>
/// <param name="adapters">The instances, with their operations.</param>
/// <param name="now">The day counts for waivers.</param>
public sealed class ProductCheck(IProductSurroundings surroundings, IAdapterCatalog adapters, DateTimeOffset now)
{
    /// <param name="bundles">What is checked; every one must be there once.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<CheckedProduct>> RunAsync(
        IReadOnlyList<ProductBundle> bundles, CancellationToken cancellation)
    {
        var batch = new ProductBatch(surroundings, bundles);
        var found = new List<CheckedProduct>();
        foreach (var bundle in bundles)
        {
            var problems = bundle.Read.Diagnostics.Select(one => new ProductProblem(ProductBundle.ProductFile, one)).ToList();
            var workflows = new Dictionary<WorkflowFile, ReadResult>();
            foreach (var file in bundle.Workflows)
            {
                var read = workflows[file] = await batch.ReadAsync(file, cancellation).ConfigureAwait(false);
                problems.AddRange(read.Diagnostics.Select(one => new ProductProblem(file.Name, one)));
            }

            if (bundle.Read.Content is { } content)
            {
                var parts = new ProductParts(content, bundle, batch, problems);
                await parts.CheckAsync(cancellation).ConfigureAwait(false);
                CancellationCheck.Run(parts);
                if (problems.All(one => one.Found.Severity != Severity.Error))
                    await new ProductPairing(parts, adapters, now).CheckAsync(cancellation).ConfigureAwait(false);
            }

            found.Add(new CheckedProduct(bundle, workflows, [.. problems.OrderBy(one => one.File != ProductBundle.ProductFile)]));
        }

        return found;
    }
}
