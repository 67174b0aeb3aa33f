using System.CommandLine;
using Orchestrator.Cli.Commands.Activations;

namespace Orchestrator.Cli.Commands;

/// <summary>orchestrator activation ...</summary>
internal static class ActivationCommands
{
    public static Command Create(CommandLine line)
    {
        var command = new Command("activation", "Starts, shows, repairs and rolls back activations.");
        command.Subcommands.Add(StartCommand.Create(line));
        command.Subcommands.Add(PlanCommand.Create(line));
        command.Subcommands.Add(GetCommand.Create(line));
        command.Subcommands.Add(ListCommand.Create(line));
        command.Subcommands.Add(WatchCommand.Create(line));
        command.Subcommands.Add(HoldCommand.Create(line));
        command.Subcommands.Add(ReleaseCommand.Create(line));
        command.Subcommands.Add(CancelCommand.Create(line));
        command.Subcommands.Add(RollbackCommand.Create(line));
        command.Subcommands.Add(ResolveCommand.Create(line));
        command.Subcommands.Add(SignalCommand.Create(line));
        return command;
    }
}
