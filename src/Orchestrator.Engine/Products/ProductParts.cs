using Orchestrator.Core.Products;
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

    /// <summary>What the product calls by a name, for messages: the file's name, or the definition.</summary>
    public string Source(string name) => bundle.Find(name) is null ? ProductBundle.ProductFile : name;

    /// <summary>A problem of the product, at a place of the document.</summary>
    public void Add(DiagnosticCode code, string message, ProductReference? at = null, string? activity = null) =>
        problems.Add(new ProductProblem(
            ProductBundle.ProductFile,
            new Diagnostic(
                code.Severity, code.Code, message, activity, at?.Pointer ?? "", at?.Line ?? 1, at?.Column ?? 1)));

    public async Task CheckAsync(CancellationToken cancellation)
    {
        if (content.Inputs is { } inputs && ProductInputsSchema.Flaw(inputs) is { } flaw)
            Add(ProductCodes.BadInputs, flaw, new ProductReference("/inputs", "", "") { Line = 1, Column = 1 });
        foreach (var reference in content.References)
            await CheckAsync(reference, cancellation).ConfigureAwait(false);
        foreach (var (target, _) in content.Changes)
        {
            if (!await batch.HasProductAsync(target, cancellation).ConfigureAwait(false))
                Add(
                    ProductCodes.TargetMissing,
                    $"There is no product '{target}' to change to. Publish it, or leave the change out.",
                    new ProductReference($"/changes/{target}", "", "") { Line = 1, Column = 1 });
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
                reference);
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
                reference);
    }
}
