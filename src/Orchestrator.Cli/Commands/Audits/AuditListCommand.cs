using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Audits;

/// <summary>orchestrator audit list</summary>
internal static class AuditListCommand
{
    public static Command Create(CommandLine line)
    {
        var pageSize = Symbols.PageSize();
        var pageToken = Symbols.PageToken();
        return line.Define(
            "list",
            "Lists the audits that there were, the newest first.",
            [pageSize, pageToken],
            async (parsed, session, cancellation) =>
            {
                var request = new ListAuditsRequest
                {
                    PageSize = parsed.GetValue(pageSize),
                    PageToken = parsed.GetValue(pageToken) ?? "",
                };

                var answer = await session.Audits.ListAuditsAsync(request, session.Call(cancellation));

                if (session.WantsJson) session.WriteJson(answer);
                else session.Page.Write(AuditTable.Of(answer, session.World.Time.GetUtcNow(), session.World.Width));
                return ExitCode.Ok;
            });
    }
}
