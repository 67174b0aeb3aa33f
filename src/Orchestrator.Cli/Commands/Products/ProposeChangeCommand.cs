using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Products;

/// <summary>orchestrator product change</summary>
internal static class ProposeChangeCommand
{
    public static Command Create(CommandLine line)
    {
        var from = new Argument<string>("FROM") { Description = "The product that services are of" };
        var to = new Argument<string>("TO") { Description = "The product that they become one of" };
        var service = Symbols.Text("--service", "NAME", "Compute it for this service [default: for one as ordered by --input]");
        var input = new StructOptions("input", "the provisioning's input");
        return line.Define(
            "change",
            "Prints the computed change of one product to another, as a definition to edit and publish.",
            [from, to, service, .. input.All],
            async (parsed, session, cancellation) =>
            {
                var proposed = await session.Workflows.ProposeChangeAsync(
                    new ProposeChangeRequest
                    {
                        Product = parsed.GetRequiredValue(from),
                        Target = parsed.GetRequiredValue(to),
                        Service = Names.Service(parsed.GetValue(service) ?? ""),
                        Input = await input.ReadAsync(parsed, session.World.Input, cancellation),
                    },
                    session.Call(cancellation));

                if (session.WantsJson)
                {
                    session.WriteJson(proposed);
                    return ExitCode.Ok;
                }

                await session.World.Output.WriteAsync(proposed.Content);
                foreach (var warning in proposed.Warnings)
                    await session.World.Error.WriteLineAsync($"Note: {warning}");
                return ExitCode.Ok;
            });
    }
}
