using System.CommandLine;
using Orchestrator.Cli.Commands.Audits;

namespace Orchestrator.Cli.Commands;

/// <summary>orchestrator audit ...</summary>
internal static class AuditCommands
{
    public static Command Create(CommandLine line) => new(
        "audit", "Finds what is given and not paid, paid and not given, or held for nobody.")
    {
        RunAuditCommand.Create(line),
        AuditListCommand.Create(line),
        FindingsCommand.Create(line),
        ShowFindingCommand.Create(line),
        AcceptFindingCommand.Create(line),
        FixCommand.Create(line),
    };
}
