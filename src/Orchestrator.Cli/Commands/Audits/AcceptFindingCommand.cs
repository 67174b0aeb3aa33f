using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Audits;

/// <summary>orchestrator audit accept</summary>
internal static class AcceptFindingCommand
{
    public static Command Create(CommandLine line)
    {
        var name = new Argument<string>("NAME") { Description = "The finding: findings/ID, or ID" };
        var until = new Option<string>("--until")
        {
            Description = "Until when; then it is open again, if it is still there",
            HelpName = "TIME",
            Required = true,
        };
        var decision = new DecisionOptions();
        var requestId = Symbols.RequestId();
        return line.Define(
            "accept",
            "Lives with a finding until a date.",
            [name, until, .. decision.All, requestId],
            async (parsed, session, cancellation) =>
            {
                var request = new AcceptFindingRequest
                {
                    Name = Names.Finding(parsed.GetRequiredValue(name)),
                    AcceptedUntilTime = Moments.Parse(parsed.GetRequiredValue(until), session.World.Time),
                    Decision = decision.Read(parsed),
                    RequestId = session.Identify(parsed.GetValue(requestId)),
                };

                return session.Show(await session.Audits.AcceptFindingAsync(request, session.Call(cancellation)));
            });
    }
}
