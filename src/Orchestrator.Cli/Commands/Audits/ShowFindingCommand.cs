using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Audits;

/// <summary>orchestrator audit show</summary>
internal static class ShowFindingCommand
{
    public static Command Create(CommandLine line)
    {
        var name = new Argument<string>("NAME")
        {
            Description = "The finding: findings/ID, or ID; or an audit: audits/NUMBER",
        };
        return line.Define(
            "show",
            "Shows a finding: what each side says, what could be done, and what happened to it; or how far an audit is.",
            [name],
            async (parsed, session, cancellation) =>
            {
                var text = parsed.GetRequiredValue(name);
                if (!text.StartsWith("audits/", StringComparison.Ordinal))
                {
                    return session.Show(await session.Audits.GetFindingAsync(
                        new GetFindingRequest { Name = Names.Finding(text) }, session.Call(cancellation)));
                }

                var audit = await session.Audits.GetAuditAsync(
                    new GetAuditRequest { Name = text }, session.Call(cancellation));
                return session.Show(audit, () => AuditPage.Of(audit, session.World.Time, session.World.Width));
            });
    }

    public static int Show(this Session session, Finding finding)
    {
        return session.Show(finding, () => FindingPage.Of(finding, session.World.Time));
    }
}
