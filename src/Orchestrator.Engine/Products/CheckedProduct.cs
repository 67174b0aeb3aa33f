using Orchestrator.Core.Products;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Engine.Products;

/// <summary>A product that was checked, with its workflows.</summary>
/// <param name="Bundle">What was checked.</param>
/// <param name="Workflows">By file, as they were read; those that need not be read are not here.</param>
/// <param name="Problems">All of them: the product's own first, in the order of the document.</param>
public sealed record CheckedProduct(
    ProductBundle Bundle,
    IReadOnlyDictionary<WorkflowFile, ReadResult> Workflows,
    IReadOnlyList<ProductProblem> Problems)
{
    public bool IsValid => Content is not null && Problems.All(one => one.Found.Severity != Severity.Error);

    public ProductContent? Content => Bundle.Read.Content;
}

/// <summary>Something that is wrong with a product, or looks so.</summary>
/// <param name="File">product.json, or the file of a workflow, by the name that the product calls it.</param>
/// <param name="Found">What it is, and where.</param>
public sealed record ProductProblem(string File, Diagnostic Found);
