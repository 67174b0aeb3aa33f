using System.CommandLine;
using Orchestrator.Cli.Commands.Customers;

namespace Orchestrator.Cli.Commands;

/// <summary>orchestrator customer ...</summary>
internal static class CustomerCommands
{
    public static Command Create(CommandLine line)
    {
        var command = new Command("customer", "Shows what happened around a customer, and records contacts and payments.");
        command.Subcommands.Add(TimelineCommand.Create(line));
        command.Subcommands.Add(ContactCommand.Create(line));
        command.Subcommands.Add(PaymentCommand.Create(line));
        return command;
    }
}
