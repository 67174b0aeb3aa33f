using Orchestrator.Core.Products;
using Orchestrator.Core.Products.Reading;

namespace Orchestrator.Engine.Products;

/// <summary>A product.json, and the workflows that come with it.</summary>
/// <param name="Path">Of product.json, for messages.</param>
/// <param name="Text">Of product.json.</param>
/// <param name="Workflows">In order of their names; those that the product does not name come all the same.</param>
public sealed record ProductBundle(string Path, string Text, IReadOnlyList<WorkflowFile> Workflows)
{
    public const string ProductFile = "product.json";

    /// <summary>Cases that workflows are tested with stand beside them.</summary>
    private const string CaseFiles = ".test.json";

    public ProductRead Read { get; } = ProductReader.Read(Text);

    /// <summary>Empty where it could not be read.</summary>
    public string Id => Read.Content?.Id ?? "";

    /// <summary>As it is stored. Only of a product that reads without errors.</summary>
    public string Resolved => ProductText.WithDefinitions(
        Text, Workflows.ToDictionary(file => file.Name, file => file.Definition, StringComparer.Ordinal));

    /// <summary>The folders within a folder that have a product.json, in order of their names.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static IReadOnlyList<ProductBundle> ReadAll(string folder) =>
    [
        .. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
            .Where(path => File.Exists(System.IO.Path.Combine(path, ProductFile)))
            .Select(ReadFolder),
    ];

    /// <summary>product.json in a folder, and the workflows beside it.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static ProductBundle ReadFolder(string folder)
    {
        var product = System.IO.Path.Combine(folder, ProductFile);
        return new ProductBundle(product, File.ReadAllText(product),
        [
            .. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)
                .Select(path => (Path: path, Name: System.IO.Path.GetFileName(path)))
                .Where(file => file.Name != ProductFile && !file.Name.EndsWith(CaseFiles, StringComparison.Ordinal))
                .Select(file => new WorkflowFile(file.Path, file.Name, File.ReadAllText(file.Path))),
        ]);
    }

    /// <summary>What the product calls by a name, where it comes with it.</summary>
    public WorkflowFile? Find(string name) => Workflows.FirstOrDefault(file => file.Name == name);

    /// <summary>The definition that a name of the product means: that of a file, or one that was published.</summary>
    public string DefinitionOf(string name) => Find(name)?.Definition ?? name;
}
