using System.Text.Json;

namespace Orchestrator.Server.Products;

/// <summary>A product's folder: product.json, and its workflows beside it.</summary>
/// <param name="Document">What the product says of itself.</param>
/// <param name="Workflows">By file name.</param>
internal sealed record ProductFolder(ProductDocument Document, IReadOnlyDictionary<string, WorkflowFile> Workflows)
{
    private const string ProductFile = "product.json";

    /// <summary>Cases that workflows are tested with stand beside them.</summary>
    private const string CaseFiles = ".test.json";


    /// <summary>
    /// The products in a folder, in order of their folders' names; what is wrong is noted with the file's path.
    /// </summary>
    public static IReadOnlyList<ProductFolder> ReadAll(string folder, ICollection<string> problems)
    {
        var found = new List<ProductFolder>();
        foreach (var path in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (File.Exists(Path.Combine(path, ProductFile)) && Read(path, problems) is { } product)
                found.Add(product);
        }

        foreach (var twice in found.GroupBy(product => product.Document.Id).Where(group => group.Count() > 1))
            problems.Add($"{folder}: {twice.Count()} products have the id '{twice.Key}'.");
        return found;
    }

    private static ProductFolder? Read(string path, ICollection<string> problems)
    {
        var file = Path.Combine(path, ProductFile);
        var own = new List<string>();
        try
        {
            var document = ProductDocument.Parse(File.ReadAllText(file), own);
            var workflows = Directory.GetFiles(path, "*.json")
                .Where(one => Path.GetFileName(one) != ProductFile)
                .Where(one => !one.EndsWith(CaseFiles, StringComparison.Ordinal))
                .ToDictionary(one => Path.GetFileName(one), WorkflowFile.Read, StringComparer.Ordinal);
            CheckFiles(document, workflows, own);
            return new ProductFolder(document, workflows);
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or UnauthorizedAccessException)
        {
            own.Add(wrong.Message);
            return null;
        }
        finally
        {
            foreach (var problem in own)
                problems.Add($"{file}: {problem}");
        }
    }

    private static void CheckFiles(
        ProductDocument document, Dictionary<string, WorkflowFile> workflows, List<string> problems)
    {
        foreach (var (action, file) in document.Workflows)
        {
            if (!workflows.TryGetValue(file, out var workflow))
                problems.Add($"the workflow of {action.ToString().ToLowerInvariant()}, '{file}', is not beside it.");
            else if (workflow.Definition.Length == 0)
                problems.Add($"the workflow of {action.ToString().ToLowerInvariant()}, '{file}', has no definitionId.");
        }
    }
}
