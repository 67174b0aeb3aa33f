using System.CommandLine;
using Orchestrator.Cli.Commands.Products;

namespace Orchestrator.Cli.Commands;

/// <summary>orchestrator product ...</summary>
internal static class ProductCommands
{
    public static Command Create(CommandLine line)
    {
        var command = new Command("product", "Checks, publishes and shows products, and proposes what ends them.");
        command.Subcommands.Add(ProductValidateCommand.Create(line));
        command.Subcommands.Add(ProductPublishCommand.Create(line));
        command.Subcommands.Add(ProductListCommand.Create(line));
        command.Subcommands.Add(ProductGetCommand.Create(line));
        command.Subcommands.Add(DeprovisionForCommand.Create(line));
        command.Subcommands.Add(ProposeChangeCommand.Create(line));
        return command;
    }
}
