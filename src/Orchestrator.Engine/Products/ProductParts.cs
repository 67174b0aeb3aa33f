using Orchestrator.Core.Products;
using Orchestrator.Core.Products.Reading;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Engine.Products;

/// <summary>What a product names, and whether it is there.</summary>
internal sealed class ProductParts(
    ProductContent content, ProductBundle bundle, ProductBatch batch, List<ProductProblem> problems)
{
    private readonly Dictionary<string, WorkflowPlan> _plans = new(StringComparer.Ordinal);

    public ProductContent Content => content;

    public ProductBatch Batch => batch;

    /// <summary>The plan of what the product calls by a name; null where it is not there.</summary>
    public WorkflowPlan? Find(string? name) => name is null ? null : _plans.GetValueOrDefault(name);

    /// <summary>A problem of the product, at a place of the document.</summary>
    public void Add(DiagnosticCode code, string message, string pointer = "", string? activity = null)
    {
        var (line, column) = ProductReader.PlaceOf(bundle.Text, pointer);
        problems.Add(new ProductProblem(
            ProductBundle.ProductFile, new Diagnostic(code.Severity, code.Code, message, activity, pointer, line, column)));
    }

    public async Task CheckAsync(CancellationToken cancellation)
    {
        if (content.Inputs is { } inputs && ProductInputsSchema.Flaw(inputs) is { } flaw)
            Add(ProductCodes.BadInputs, flaw, "/inputs");
        foreach (var reference in content.References)
            await CheckAsync(reference, cancellation).ConfigureAwait(false);
        foreach (var (target, _) in content.Changes)
        {
            if (!await batch.HasProductAsync(target, cancellation).ConfigureAwait(false))
                Add(
                    ProductCodes.TargetMissing,
                    $"There is no product '{target}' to change to. Publish it, or leave the change out.",
                    $"/changes/{target}");
        }
    }

    private async Task CheckAsync(ProductReference reference, CancellationToken cancellation)
    {
        var file = bundle.Find(reference.Workflow);
        if (file is { Definition: "" })
        {
            Add(
                ProductCodes.WorkflowMissing,
                $"{reference.Use}, '{reference.Workflow}', has no definitionId. Give it one.",
                reference.Pointer);
            return;
        }

        var plan = await batch.FindAsync(bundle.DefinitionOf(reference.Workflow), 0, cancellation).ConfigureAwait(false);
        if (plan is not null)
            _plans[reference.Workflow] = plan;
        else if (file is null)
            Add(
                ProductCodes.WorkflowMissing,
                $"{reference.Use}, '{reference.Workflow}', is no file beside the product, and no published workflow that "
                    + "can be started. Add the file, or publish the workflow first.",
                reference.Pointer);
    }
}
