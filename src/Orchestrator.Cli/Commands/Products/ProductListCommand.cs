using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.Cli.Paging;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Products;

/// <summary>orchestrator product list</summary>
internal static class ProductListCommand
{
    public static Command Create(CommandLine line)
    {
        var versions = new Option<bool>("--all-versions") { Description = "Every version [default: the latest]" };
        var pages = new PageOptions();
        return line.Define(
            "list",
            "Lists published products.",
            [versions, .. pages.All],
            async (parsed, session, cancellation) =>
            {
                var request = new ListProductsRequest { AllVersions = parsed.GetValue(versions) };

                var answer = await pages.ReadAsync(
                    parsed, request, session.Products.ListProductsAsync, session, cancellation);

                return session.Show(
                    answer, () => ProductTable.Of(answer, session.World.Time.GetUtcNow(), session.World.Width));
            });
    }
}
