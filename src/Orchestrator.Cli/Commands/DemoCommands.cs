using System.CommandLine;
using Orchestrator.Cli.Demonstration;

namespace Orchestrator.Cli.Commands;

/// <summary>orchestrator demo ...: what the commands do, shown on a server that runs.</summary>
internal static class DemoCommands
{
    public static Command Create(CommandLine line)
    {
        var command = new Command("demo", "Shows on a running server, with the sandbox's systems, what the commands do.");
        command.Subcommands.Add(line.Define(
            "lifecycle",
            "Leads one customer through a whole life, from the first call to the last audit, command by command.",
            [],
            async (_, session, cancellation) => await new Lifecycle(new Story(session, cancellation)).RunAsync()
                ? ExitCode.Ok
                : ExitCode.EndedOtherwise));
        return command;
    }
}
