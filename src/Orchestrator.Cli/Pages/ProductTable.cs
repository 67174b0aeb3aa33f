using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>A page of a list of products.</summary>
internal static class ProductTable
{
    private static readonly Column[] Columns =
    [
        new("NAME"),
        new("AGE"),
        new("DISPLAY NAME", 12, Worth: 4),
        new("PAYMENT", 12, Worth: 3),
        new("AUTHOR", 8, Worth: 1),
        new("DESCRIPTION", 16, Worth: 2),
    ];

    public static IRenderable Of(ListProductsResponse answer, DateTimeOffset now, int width)
    {
        if (answer.Products.Count == 0) return new Text("There are no products.\n", Styles.Dim);

        return MorePages.After(
            FittedTable.Of(Columns, [.. answer.Products.Select(product => Row(product, now))], width), answer);
    }

    private static Cell[] Row(Product product, DateTimeOffset now) =>
    [
        Names.Short(product.Name),
        Age.Of(product.PublishTime, now),
        product.DisplayName,
        ProductPage.Payment(product.Payment),
        product.Author,
        product.Description,
    ];
}
