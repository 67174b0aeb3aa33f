using System.CommandLine;
using Orchestrator.Cli.Commands.Inventory;

namespace Orchestrator.Cli.Commands;

/// <summary>orchestrator service ...</summary>
internal static class ServiceCommands
{
    public static Command Create(CommandLine line)
    {
        var command = new Command("service", "Shows customers' services and what they hold; resolves what a teardown left.");
        command.Subcommands.Add(GetServiceCommand.Create(line));
        command.Subcommands.Add(ListServicesCommand.Create(line));
        command.Subcommands.Add(ListResourcesCommand.Create(line));
        command.Subcommands.Add(ResolveTeardownCommand.Create(line));
        return command;
    }
}
