using System.CommandLine;
using Orchestrator.Cli.Commands.Events;

namespace Orchestrator.Cli.Commands;

/// <summary>orchestrator event ...</summary>
internal static class EventCommands
{
    public static Command Create(CommandLine line)
    {
        var command = new Command("event", "Publishes events to activations, and to workflows that begin with them.");
        command.Subcommands.Add(PublishEventCommand.Create(line));
        return command;
    }
}
