using System.CommandLine;
using Orchestrator.Cli.Commands.Adapters;

namespace Orchestrator.Cli.Commands;

/// <summary>orchestrator adapters ...: alone, all of them.</summary>
internal static class AdapterCommands
{
    public static Command Create(CommandLine line)
    {
        var command = line.Define(
            "adapters", "Shows how the adapters are, and holds one.", [], AdapterListCommand.ListAsync);
        command.Subcommands.Add(AdapterListCommand.Create(line));
        command.Subcommands.Add(ShowAdapterCommand.Create(line));
        command.Subcommands.Add(HoldAdapterCommand.Create(line));
        command.Subcommands.Add(ReleaseAdapterCommand.Create(line));
        return command;
    }
}
