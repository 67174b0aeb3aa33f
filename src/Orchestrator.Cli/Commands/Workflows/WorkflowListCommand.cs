using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Workflows;

/// <summary>orchestrator workflow list</summary>
internal static class WorkflowListCommand
{
    public static Command Create(CommandLine line)
    {
        var versions = new Option<bool>("--all-versions") { Description = "Every version [default: the latest]" };
        var pageSize = Symbols.PageSize();
        var pageToken = Symbols.PageToken();
        var all = Symbols.AllPages();
        return line.Define(
            "list",
            "Lists published workflows.",
            [versions, pageSize, pageToken, all],
            async (parsed, session, cancellation) =>
            {
                var request = new ListWorkflowsRequest
                {
                    AllVersions = parsed.GetValue(versions),
                    PageSize = parsed.GetValue(pageSize),
                    PageToken = parsed.GetValue(pageToken) ?? "",
                };

                var answer = await ListAsync(request, parsed.GetValue(all), session, cancellation);

                if (session.WantsJson) session.WriteJson(answer);
                else session.Page.Write(WorkflowTable.Of(answer, session.World.Time.GetUtcNow(), session.World.Width));
                return ExitCode.Ok;
            });
    }

    private static async Task<ListWorkflowsResponse> ListAsync(
        ListWorkflowsRequest request, bool all, Session session, CancellationToken cancellation)
    {
        var whole = new ListWorkflowsResponse();
        do
        {
            var page = await session.Workflows.ListWorkflowsAsync(request, session.Call(cancellation));
            whole.Workflows.AddRange(page.Workflows);
            whole.NextPageToken = page.NextPageToken;
            request.PageToken = page.NextPageToken;
        }
        while (all && whole.NextPageToken.Length > 0);

        return whole;
    }
}
