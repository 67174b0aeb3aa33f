using System.CommandLine;
using Orchestrator.V1;

namespace Orchestrator.Cli.Arguments;

/// <summary>Who decides says why: kept for good with the event that the decision causes.</summary>
internal sealed class DecisionOptions
{
    private readonly Option<string> _reason = new("--reason")
    {
        Description = "Why; kept for good with the event",
        HelpName = "TEXT",
        Required = true,
    };

    private readonly Option<string?> _ticket = new("--ticket")
    {
        Description = "Where it was decided: the number of a ticket",
        HelpName = "NUMBER",
    };

    public IEnumerable<Symbol> All => [_reason, _ticket];

    public Decision Read(ParseResult parsed)
    {
        var reason = parsed.GetRequiredValue(_reason);
        return string.IsNullOrWhiteSpace(reason)
            ? throw new UsageException("--reason is empty.")
            : new Decision { Reason = reason, Ticket = parsed.GetValue(_ticket) ?? "" };
    }
}
