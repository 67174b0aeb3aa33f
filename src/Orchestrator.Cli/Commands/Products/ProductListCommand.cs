using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Products;

/// <summary>orchestrator product list</summary>
internal static class ProductListCommand
{
    public static Command Create(CommandLine line)
    {
        var versions = new Option<bool>("--all-versions") { Description = "Every version [default: the latest]" };
        var pageSize = Symbols.PageSize();
        var pageToken = Symbols.PageToken();
        var all = Symbols.AllPages();
        return line.Define(
            "list",
            "Lists published products.",
            [versions, pageSize, pageToken, all],
            async (parsed, session, cancellation) =>
            {
                var request = new ListProductsRequest
                {
                    AllVersions = parsed.GetValue(versions),
                    PageSize = parsed.GetValue(pageSize),
                    PageToken = parsed.GetValue(pageToken) ?? "",
                };

                var answer = await ListAsync(request, parsed.GetValue(all), session, cancellation);

                if (session.WantsJson) session.WriteJson(answer);
                else session.Page.Write(ProductTable.Of(answer, session.World.Time.GetUtcNow(), session.World.Width));
                return ExitCode.Ok;
            });
    }

    private static async Task<ListProductsResponse> ListAsync(
        ListProductsRequest request, bool all, Session session, CancellationToken cancellation)
    {
        var whole = new ListProductsResponse();
        do
        {
            var page = await session.Products.ListProductsAsync(request, session.Call(cancellation));
            whole.Products.AddRange(page.Products);
            whole.NextPageToken = page.NextPageToken;
            request.PageToken = page.NextPageToken;
        }
        while (all && whole.NextPageToken.Length > 0);

        return whole;
    }
}
