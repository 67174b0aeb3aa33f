using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.Cli.Paging;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Workflows;

/// <summary>orchestrator workflow list</summary>
internal static class WorkflowListCommand
{
    public static Command Create(CommandLine line)
    {
        var versions = new Option<bool>("--all-versions") { Description = "Every version [default: the latest]" };
        var pages = new PageOptions();
        return line.Define(
            "list",
            "Lists published workflows.",
            [versions, .. pages.All],
            async (parsed, session, cancellation) =>
            {
                var request = new ListWorkflowsRequest { AllVersions = parsed.GetValue(versions) };

                var answer = await pages.ReadAsync(
                    parsed, request, session.Workflows.ListWorkflowsAsync, session, cancellation);

                return session.Show(
                    answer, () => WorkflowTable.Of(answer, session.World.Time.GetUtcNow(), session.World.Width));
            });
    }
}
