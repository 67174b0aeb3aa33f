using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Audits;

/// <summary>orchestrator audit fix</summary>
internal static class FixCommand
{
    public static Command Create(CommandLine line)
    {
        var name = new Argument<string>("NAME") { Description = "The finding: findings/ID, or ID" };
        var decision = new DecisionOptions();
        var requestId = Symbols.RequestId();
        return line.Define(
            "fix",
            "Starts what 'audit show' proposes, as an activation; the next audit tells whether it helped.",
            [name, .. decision.All, requestId],
            async (parsed, session, cancellation) =>
            {
                var request = new StartFixRequest
                {
                    Name = Names.Finding(parsed.GetRequiredValue(name)),
                    Decision = decision.Read(parsed),
                    RequestId = session.Identify(parsed.GetValue(requestId)),
                };

                var answer = await session.Audits.StartFixAsync(request, session.Call(cancellation));

                return session.Show(answer, () => FindingPage.Fixed(answer));
            });
    }
}
