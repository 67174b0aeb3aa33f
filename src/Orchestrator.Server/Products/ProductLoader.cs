using Microsoft.Extensions.Logging;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Products;
using Orchestrator.Server.Settings;

namespace Orchestrator.Server.Products;

/// <summary>
/// Makes the catalog at start: products and workflows from the folder, those published whose content has changed; and
/// what was stored before. Nothing is published unless everything is good.
/// </summary>
internal sealed class ProductLoader(
    IWorkflowStore workflows,
    IProductStore products,
    IProductSurroundings surroundings,
    IAdapterCatalog adapters,
    TimeProvider time,
    ILogger<ProductLoader> log)
{
    private const string Author = "workflows-folder";

    /// <param name="folder">With a folder per product; null for what is stored alone.</param>
    /// <param name="cancellation">Ends the loading.</param>
    /// <exception cref="SettingsException">Something is wrong: all of it, a line each.</exception>
    public async Task<ProductCatalog> LoadAsync(string? folder, CancellationToken cancellation)
    {
        if (folder is not null)
            await PublishAsync(folder, cancellation).ConfigureAwait(false);

        var catalog = new ProductCatalog(await ProductVersions.ReadAllAsync(products, cancellation).ConfigureAwait(false));
        foreach (var product in catalog.All)
            WarnOfWaivers(product);
        return catalog;
    }

    private async Task PublishAsync(string folder, CancellationToken cancellation)
    {
        var bundles = Read(folder);
        var changed = new List<(ProductBundle Bundle, WorkflowFile[] Files)>();
        foreach (var bundle in bundles)
        {
            var files = await FindChangedAsync(bundle, cancellation).ConfigureAwait(false);
            if (files.Length > 0 || await HasChangedAsync(bundle, cancellation).ConfigureAwait(false))
                changed.Add((bundle, files));
        }

        var checks = await new ProductCheck(surroundings, adapters, time.GetUtcNow())
            .RunAsync([.. changed.Select(one => one.Bundle)], cancellation).ConfigureAwait(false);
        RefuseProblems(folder, bundles, checks);
        foreach (var ((bundle, files), check) in changed.Zip(checks))
            await PublishAsync(bundle, files, check, cancellation).ConfigureAwait(false);
        log.LogInformation(
            "{Products} products from {Folder}, {Changed} workflows published anew.",
            bundles.Count,
            folder,
            changed.Sum(one => one.Files.Length));
    }

    private static IReadOnlyList<ProductBundle> Read(string folder)
    {
        try
        {
            return ProductBundle.ReadAll(folder);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The workflows in {folder} cannot be used:\n  {wrong.Message}");
        }
    }

    private async Task<bool> HasChangedAsync(ProductBundle bundle, CancellationToken cancellation) =>
        !bundle.Read.IsValid
        || await products.FindAsync(bundle.Id, 0, cancellation).ConfigureAwait(false) is not { } latest
        || latest.ContentHash != WorkflowFile.HashOf(bundle.Resolved);

    /// <summary>
    /// Files whose content is not the latest version's. One that was retired on purpose is left alone.
    /// </summary>
    private async Task<WorkflowFile[]> FindChangedAsync(ProductBundle bundle, CancellationToken cancellation)
    {
        var changed = new List<WorkflowFile>();
        foreach (var file in bundle.Workflows)
        {
            if (file.Definition.Length == 0
                || await FindLatestAsync(file.Definition, cancellation).ConfigureAwait(false) is not { } latest
                || latest.ContentHash != file.ContentHash)
                changed.Add(file);
        }

        return [.. changed];
    }

    /// <summary>
    /// Versions are listed by definition, then from the newest on: the one after an impossible version is the newest,
    /// retired or not.
    /// </summary>
    private async Task<StoredWorkflow?> FindLatestAsync(string definition, CancellationToken cancellation)
    {
        var page = await workflows.ListAsync(
            allVersions: true, (definition, int.MaxValue), limit: 1, cancellation).ConfigureAwait(false);
        return page is [{ } latest] && latest.Definition == definition ? latest : null;
    }

    private static void RefuseProblems(
        string folder, IReadOnlyList<ProductBundle> bundles, IReadOnlyList<CheckedProduct> checks)
    {
        var problems = checks.SelectMany(check => check.Problems
            .Where(one => one.Found.Severity == Severity.Error)
            .Select(one => LineOf(check.Bundle, one))).ToList();
        foreach (var twice in bundles.Where(one => one.Id.Length > 0).GroupBy(one => one.Id).Where(Several))
            problems.Add($"{folder}: {twice.Count()} products have the id '{twice.Key}'.");
        foreach (var twice in bundles.SelectMany(one => one.Workflows).Where(one => one.Definition.Length > 0)
            .GroupBy(one => one.Definition).Where(Several))
            problems.Add(
                $"{string.Join(" and ", twice.Select(file => file.Path))} both have the definitionId '{twice.Key}'.");
        if (problems.Count > 0)
            throw new SettingsException($"The workflows in {folder} cannot be used:\n" + string.Join(
                '\n', problems.Select(problem => "  " + problem)));
    }

    private static bool Several<T>(IGrouping<string, T> group) => group.Skip(1).Any();

    private static string LineOf(ProductBundle bundle, ProductProblem problem)
    {
        var file = bundle.Find(problem.File)?.Path ?? bundle.Path;
        return $"{file}:{problem.Found.Line}:{problem.Found.Column}: {problem.Found.Code} {problem.Found.Message}";
    }

    private async Task PublishAsync(
        ProductBundle bundle, WorkflowFile[] files, CheckedProduct check, CancellationToken cancellation)
    {
        var request = new PublishedBy(Author, Author, Guid.NewGuid().ToString("N"), "From the folder", time.GetUtcNow());
        await products.PublishAsync(
            request.Product(bundle, requestHash: "", expected: null),
            [.. files.Select(file => request.Workflow(file, check.Workflows[file]))],
            cancellation).ConfigureAwait(false);
        foreach (var file in files)
            log.LogInformation("Published {Workflow} from {File}.", file.Definition, file.Path);
    }

    private void WarnOfWaivers(Product product)
    {
        foreach (var waiver in product.Waivers.Where(waiver => !waiver.CountsOn(time.GetUtcNow())))
            log.LogWarning(
                "Product {Product}: the waiver for step {Step} ended on {Until}. Services that are provisioned still leave "
                    + "behind what it was for: release it, or renew the waiver and publish the product.",
                product.Id,
                waiver.Step,
                waiver.Until);
    }
}
