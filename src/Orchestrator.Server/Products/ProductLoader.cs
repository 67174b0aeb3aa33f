using Microsoft.Extensions.Logging;
using Orchestrator.Core.Products.Reading;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Core.Workflows.Triggers;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Workflows;
using Orchestrator.Server.Settings;

namespace Orchestrator.Server.Products;

/// <summary>
/// Makes the catalog at start: products and workflows from the folder, those published whose content has changed; and
/// what was stored before. Nothing is published unless everything is good.
/// </summary>
internal sealed class ProductLoader(
    IWorkflowStore store, WorkflowCompiler compiler, TimeProvider time, ILogger<ProductLoader> log)
{
    private const string Author = "workflows-folder";

    /// <param name="folder">With a folder per product; null for what is stored alone.</param>
    /// <param name="cancellation">Ends the loading.</param>
    /// <exception cref="SettingsException">Something is wrong: all of it, a line each.</exception>
    public async Task<ProductCatalog> LoadAsync(string? folder, CancellationToken cancellation)
    {
        var stored = (await store.ListProductsAsync(cancellation).ConfigureAwait(false)).ToDictionary(
            one => one.Id, one => one.Content);
        if (folder is null)
            return new ProductCatalog(stored.Values.Select(FromStore));

        var problems = new List<string>();
        var products = ProductFolder.ReadAll(folder, problems);
        var changed = await FindChangedAsync(products, problems, cancellation).ConfigureAwait(false);
        var contents = problems.Count == 0 ? ContentsOf(products, stored, problems) : [];
        if (problems.Count > 0)
            throw new SettingsException($"The workflows in {folder} cannot be used:\n" + string.Join(
                '\n', problems.Select(problem => "  " + problem)));

        foreach (var (file, read) in changed)
            await PublishAsync(file, read, cancellation).ConfigureAwait(false);
        var newOnes = contents.Where(one => stored.GetValueOrDefault(one.Id) != one.Content).ToArray();
        if (newOnes.Length > 0)
            await store.SaveProductsAsync(newOnes, cancellation).ConfigureAwait(false);
        log.LogInformation(
            "{Products} products from {Folder}, {Changed} workflows published anew.",
            products.Count,
            folder,
            changed.Count);
        foreach (var one in contents)
            stored[one.Id] = one.Content;
        return new ProductCatalog(stored.Values.Select(FromStore));
    }

    /// <summary>What was published is good: nothing is checked again.</summary>
    private static Product FromStore(string content) => Product.Of(ProductReader.Read(content).Content!, version: 1);

    /// <summary>
    /// Files whose content is not the latest version's. One that was retired on purpose is left alone.
    /// </summary>
    private async Task<List<(WorkflowFile File, ReadResult Read)>> FindChangedAsync(
        IReadOnlyList<ProductFolder> products, List<string> problems, CancellationToken cancellation)
    {
        var changed = new List<(WorkflowFile, ReadResult)>();
        var files = products.SelectMany(product => product.Workflows.Values).ToArray();
        foreach (var twice in files.Where(file => file.Definition.Length > 0).GroupBy(file => file.Definition).Where(
            group => group.Count() > 1))
            problems.Add(
                $"{string.Join(" and ", twice.Select(file => file.Path))} both have the definitionId '{twice.Key}'.");

        foreach (var file in files)
        {
            if (file.Definition.Length > 0
                && await FindLatestAsync(file.Definition, cancellation).ConfigureAwait(false) is { } latest
                    && latest.ContentHash == file.ContentHash)
                continue;

            var read = await compiler.ReadAsync(file.Content, cancellation).ConfigureAwait(false);
            problems.AddRange(read.Diagnostics
                .Where(one => one.Severity == Severity.Error)
                .Select(one => $"{file.Path}:{one.Line}:{one.Column}: {one.Code} {one.Message}"));
            changed.Add((file, read));
        }

        return changed;
    }

    /// <summary>
    /// Versions are listed by definition, then from the newest on: the one after an impossible version is the newest,
    /// retired or not.
    /// </summary>
    private async Task<StoredWorkflow?> FindLatestAsync(string definition, CancellationToken cancellation)
    {
        var page = await store.ListAsync(
            allVersions: true, (definition, int.MaxValue), limit: 1, cancellation).ConfigureAwait(false);
        return page is [{ } latest] && latest.Definition == definition ? latest : null;
    }

    private static List<StoredProduct> ContentsOf(
        IReadOnlyList<ProductFolder> products, Dictionary<string, string> stored, List<string> problems)
    {
        var contents = new List<StoredProduct>();
        foreach (var product in products)
        {
            var content = product.Resolved;
            contents.Add(new StoredProduct(product.Content.Id, content));
            // A schema that was good when it was stored is good still; parsing it takes longer than the rest of the
            // start.
            if (stored.GetValueOrDefault(product.Content.Id) != content
                && Product.Of(product.Content, version: 1).Inputs?.Flaw() is { } flaw)
                problems.Add($"product '{product.Content.Id}': {flaw}");
        }

        return contents;
    }

    private async Task PublishAsync(WorkflowFile file, ReadResult read, CancellationToken cancellation)
    {
        var version = new NewWorkflowVersion(
            file.Definition, read.Header.Name, read.Header.Description, file.Content, file.ContentHash,
            read.Header.Adapters,
            Author, Author, Guid.NewGuid().ToString("N"), file.ContentHash, ExpectedLatest: null, time.GetUtcNow())
        {
            Trigger = TriggerFinding.Of(read.Plan!),
        };
        if (await store.PublishAsync(version, cancellation).ConfigureAwait(false) is PublishResult.Published { Workflow: var published })
            log.LogInformation("Published {Workflow} from {File}.", WorkflowRendering.NameOf(published), file.Path);
    }
}
