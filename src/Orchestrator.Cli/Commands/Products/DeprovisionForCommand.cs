using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Products;

/// <summary>orchestrator product deprovision-for</summary>
internal static class DeprovisionForCommand
{
    public static Command Create(CommandLine line)
    {
        var name = new Argument<string>("NAME") { Description = "The product: ID" };
        return line.Define(
            "deprovision-for",
            "Prints a definition that ends the product's services: the inverses of its provisioning, in reverse.",
            [name],
            async (parsed, session, cancellation) =>
            {
                var answer = await session.Products.ProposeDeprovisionAsync(
                    new ProposeDeprovisionRequest { Name = Names.Product(parsed.GetRequiredValue(name)) },
                    session.Call(cancellation));

                foreach (var missing in answer.Missing) session.Notes.Write(Plain.Styled($"{missing}\n", Styles.Waits));
                if (session.WantsJson) session.WriteJson(answer);
                else await session.World.Output.WriteAsync(answer.Content);
                return ExitCode.Ok;
            });
    }
}
