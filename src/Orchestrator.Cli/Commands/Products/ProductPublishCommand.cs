using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Products;

/// <summary>orchestrator product publish</summary>
internal static class ProductPublishCommand
{
    public static Command Create(CommandLine line)
    {
        var source = new Argument<string>("FOLDER") { Description = ProductSource.Help };
        var expected = Symbols.Text(
            "--expected-latest", "NAME", "The version this one was made from: refused if there is a newer one");
        var reason = new Option<string>("--reason")
        {
            Description = "Why it is published",
            HelpName = "TEXT",
            Required = true,
        };
        var requestId = Symbols.RequestId();
        return line.Define(
            "publish",
            "Publishes a product as its next version, and its workflows with it, all or nothing.",
            [source, reason, expected, requestId],
            async (parsed, session, cancellation) =>
            {
                var (content, files) = await ProductSource.ReadAsync(
                    parsed.GetRequiredValue(source), session.World.Input, cancellation);
                var request = new PublishProductRequest
                {
                    Content = content,
                    Reason = parsed.GetRequiredValue(reason),
                    ExpectedLatest = Names.Product(parsed.GetValue(expected) ?? ""),
                    RequestId = session.Identify(parsed.GetValue(requestId)),
                };
                request.Files.AddRange(files);

                var published = await session.Products.PublishProductAsync(request, session.Call(cancellation));

                return session.Show(published, () => ProductPage.Of(published, session.World.Time));
            });
    }
}
