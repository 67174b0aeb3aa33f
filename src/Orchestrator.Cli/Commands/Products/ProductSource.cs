using Orchestrator.Cli.Arguments;
using Orchestrator.Engine.Products;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Products;

/// <summary>A product as the command line names it: its folder, its product.json, or standard input.</summary>
internal static class ProductSource
{
    public const string Help = "The product's folder, or its product.json with the workflows beside it; - reads "
        + "standard input, without workflows";

    /// <returns>product.json, and the workflows beside it.</returns>
    /// <exception cref="UsageException">There is none.</exception>
    public static async Task<(string Content, IReadOnlyList<ProductFile> Files)> ReadAsync(
        string source, TextReader input, CancellationToken cancellation)
    {
        if (source == "-") return (await TextSource.ReadAsync(source, input, cancellation), []);

        var folder = Directory.Exists(source) ? source : Path.GetDirectoryName(Path.GetFullPath(source))!;
        try
        {
            var bundle = ProductBundle.ReadFolder(folder);
            var content = Directory.Exists(source)
                ? bundle.Text
                : await TextSource.ReadAsync(source, input, cancellation);
            return (content, [.. bundle.Workflows.Select(Of)]);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{source} cannot be read: {wrong.Message} Name the folder of a product.");
        }
    }

    private static ProductFile Of(WorkflowFile file) => new() { Name = file.Name, Content = file.Content };
}
