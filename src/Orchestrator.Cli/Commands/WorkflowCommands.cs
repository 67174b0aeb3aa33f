using System.CommandLine;
using Orchestrator.Cli.Commands.Workflows;

namespace Orchestrator.Cli.Commands;

/// <summary>orchestrator workflow ...</summary>
internal static class WorkflowCommands
{
    public static Command Create(CommandLine line)
    {
        var command = new Command("workflow", "Checks, runs, tests, publishes, shows and draws workflow definitions.");
        command.Subcommands.Add(ValidateCommand.Create(line));
        command.Subcommands.Add(RunCommand.Create(line));
        command.Subcommands.Add(TestCommand.Create(line));
        command.Subcommands.Add(PublishCommand.Create(line));
        command.Subcommands.Add(WorkflowListCommand.Create(line));
        command.Subcommands.Add(WorkflowGetCommand.Create(line));
        command.Subcommands.Add(RetireCommand.Create(line));
        command.Subcommands.Add(GraphCommand.Create(line));
        command.Subcommands.Add(DiffCommand.Create(line));
        command.Subcommands.Add(SchemaCommand.Create(line));
        return command;
    }
}
