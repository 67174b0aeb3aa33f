using Orchestrator.Engine;
using Orchestrator.Engine.Products;
using Orchestrator.Server.Grpc.Checks;

namespace Orchestrator.Server.Grpc.Products;

/// <summary>Checks a product that was sent: ValidateProduct, and before PublishProduct.</summary>
internal sealed class ProductChecking(IProductSurroundings surroundings, AdapterRegistry adapters, TimeProvider time)
{
    private const int FilesMax = 100;
    private const int NameLengthMax = 128;

    public async Task<V1.ValidateProductResponse> ValidateAsync(
        V1.ValidateProductRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        Check(request.Content, request.Files, violations);
        violations.ThrowIfAny();

        var product = await CheckAsync(request.Content, request.Files, cancellation).ConfigureAwait(false);
        var response = new V1.ValidateProductResponse { Valid = product.IsValid };
        response.Diagnostics.AddRange(product.Problems.Select(ProductRendering.Render));
        return response;
    }

    /// <summary>What is wrong with the request, before anything is read.</summary>
    public static void Check(string content, IReadOnlyList<V1.ProductFile> files, Violations violations)
    {
        if (content.Length == 0)
            violations.Add("content", "is required.");
        if (files.Count > FilesMax)
            violations.Add("files", $"has {files.Count} files; {FilesMax} are allowed.");
        for (var index = 0; index < files.Count; index++)
        {
            violations.Text($"files[{index}].name", files[index].Name, NameLengthMax, required: true);
            if (files[index].Content.Length == 0)
                violations.Add($"files[{index}].content", "is required.");
            if (files.Take(index).Any(other => other.Name == files[index].Name))
                violations.Add($"files[{index}].name", "is the name of another file too. Rename one of them.");
        }
    }

    public async Task<CheckedProduct> CheckAsync(
        string content, IReadOnlyList<V1.ProductFile> files, CancellationToken cancellation)
    {
        var bundle = new ProductBundle(
            ProductBundle.ProductFile,
            content,
            [.. files.Select(file => new WorkflowFile(file.Name, file.Name, file.Content))]);
        var check = new ProductCheck(surroundings, adapters, time.GetUtcNow());
        return (await check.RunAsync([bundle], cancellation).ConfigureAwait(false))[0];
    }
}
