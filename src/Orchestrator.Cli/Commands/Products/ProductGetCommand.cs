using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Products;

/// <summary>orchestrator product get</summary>
internal static class ProductGetCommand
{
    public static Command Create(CommandLine line)
    {
        var name = new Argument<string>("NAME")
        {
            Description = "The product: ID for its latest version, or ID@VERSION",
        };
        var content = new Option<bool>("--content") { Description = "Only the product.json, as it was published" };
        return line.Define(
            "get",
            "Shows a published product, or prints its product.json.",
            [name, content],
            async (parsed, session, cancellation) =>
            {
                var product = await session.Products.GetProductAsync(
                    new GetProductRequest { Name = Names.Product(parsed.GetRequiredValue(name)) },
                    session.Call(cancellation));

                if (parsed.GetValue(content)) await session.World.Output.WriteAsync(product.Content);
                else if (session.WantsJson) session.WriteJson(product);
                else session.Page.Write(ProductPage.Of(product, session.World.Time));
                return ExitCode.Ok;
            });
    }
}
