using Orchestrator.Core.Products;
using Orchestrator.Core.Products.Reading;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Server.Products;

/// <summary>A product's folder: product.json, and its workflows beside it.</summary>
/// <param name="Path">Of product.json, for messages.</param>
/// <param name="Text">Of product.json.</param>
/// <param name="Content">What the product says of itself.</param>
/// <param name="Workflows">By file name.</param>
internal sealed record ProductFolder(
    string Path, string Text, ProductContent Content, IReadOnlyDictionary<string, WorkflowFile> Workflows)
{
    private const string ProductFile = "product.json";

    /// <summary>Cases that workflows are tested with stand beside them.</summary>
    private const string CaseFiles = ".test.json";

    /// <summary>As it is stored.</summary>
    public string Resolved => ProductText.WithDefinitions(
        Text, Workflows.ToDictionary(file => file.Key, file => file.Value.Definition));

    /// <summary>
    /// The products in a folder, in order of their folders' names; what is wrong is noted with the file's path.
    /// </summary>
    public static IReadOnlyList<ProductFolder> ReadAll(string folder, ICollection<string> problems)
    {
        var found = new List<ProductFolder>();
        foreach (var path in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (File.Exists(System.IO.Path.Combine(path, ProductFile)) && Read(path, problems) is { } product)
                found.Add(product);
        }

        foreach (var twice in found.GroupBy(product => product.Content.Id).Where(group => group.Count() > 1))
            problems.Add($"{folder}: {twice.Count()} products have the id '{twice.Key}'.");
        return found;
    }

    private static ProductFolder? Read(string path, ICollection<string> problems)
    {
        var file = System.IO.Path.Combine(path, ProductFile);
        try
        {
            var text = File.ReadAllText(file);
            var read = ProductReader.Read(text);
            foreach (var one in read.Diagnostics.Where(one => one.Severity == Severity.Error))
                problems.Add($"{file}:{one.Line}:{one.Column}: {one.Code} {one.Message}");
            if (read.Content is null)
                return null;

            var workflows = Directory.GetFiles(path, "*.json")
                .Where(one => System.IO.Path.GetFileName(one) != ProductFile)
                .Where(one => !one.EndsWith(CaseFiles, StringComparison.Ordinal))
                .ToDictionary(one => System.IO.Path.GetFileName(one), WorkflowFile.Read, StringComparer.Ordinal);
            var product = new ProductFolder(file, text, read.Content, workflows);
            product.CheckFiles(problems);
            return product;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{file}: {wrong.Message}");
            return null;
        }
    }

    private void CheckFiles(ICollection<string> problems)
    {
        foreach (var reference in Content.References)
        {
            var place = $"{Path}:{reference.Line}:{reference.Column}: {ProductCodes.WorkflowMissing.Code}";
            if (!Workflows.TryGetValue(reference.Workflow, out var workflow))
                problems.Add($"{place} {reference.Use}, '{reference.Workflow}', is not beside it.");
            else if (workflow.Definition.Length == 0)
                problems.Add($"{place} {reference.Use}, '{reference.Workflow}', has no definitionId.");
        }
    }
}
