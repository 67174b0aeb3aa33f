using System.CommandLine;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Products;

/// <summary>orchestrator product validate</summary>
internal static class ProductValidateCommand
{
    public static Command Create(CommandLine line)
    {
        var source = new Argument<string>("FOLDER") { Description = ProductSource.Help };
        return line.Define(
            "validate",
            "Checks a product and its workflows as publish would, and publishes nothing.",
            [source],
            async (parsed, session, cancellation) =>
            {
                var named = parsed.GetRequiredValue(source);
                var (content, files) = await ProductSource.ReadAsync(named, session.World.Input, cancellation);
                var request = new ValidateProductRequest { Content = content };
                request.Files.AddRange(files);

                var answer = await session.Products.ValidateProductAsync(request, session.Call(cancellation));

                session.Show(answer, () => ProductDiagnosticsPage.Of(named, answer));
                return answer.Valid ? ExitCode.Ok : ExitCode.InvalidArgument;
            });
    }
}
