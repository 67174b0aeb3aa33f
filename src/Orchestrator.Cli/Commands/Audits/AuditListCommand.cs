using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.Cli.Paging;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Audits;

/// <summary>orchestrator audit list</summary>
internal static class AuditListCommand
{
    public static Command Create(CommandLine line)
    {
        var pages = new PageOptions();
        return line.Define(
            "list",
            "Lists the audits that there were, the newest first.",
            pages.All,
            async (parsed, session, cancellation) =>
            {
                var answer = await pages.ReadAsync(
                    parsed, new ListAuditsRequest(), session.Audits.ListAuditsAsync, session, cancellation);

                return session.Show(
                    answer, () => AuditTable.Of(answer, session.World.Time.GetUtcNow(), session.World.Width));
            });
    }
}
