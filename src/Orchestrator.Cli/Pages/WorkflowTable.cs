using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>A page of a list of workflows.</summary>
internal static class WorkflowTable
{
    private static readonly Column[] Columns =
    [
        new("NAME"),
        new("STATE"),
        new("AGE"),
        new("DISPLAY NAME", 12, Worth: 4),
        new("ADAPTERS", 12, Worth: 3),
        new("AUTHOR", 8, Worth: 1),
        new("DESCRIPTION", 16, Worth: 2),
    ];

    public static IRenderable Of(ListWorkflowsResponse answer, DateTimeOffset now, int width)
    {
        if (answer.Workflows.Count == 0) return new Text("There are no workflows.\n", Styles.Dim);

        return MorePages.After(
            FittedTable.Of(Columns, [.. answer.Workflows.Select(workflow => Row(workflow, now))], width), answer);
    }

    private static Cell[] Row(Workflow workflow, DateTimeOffset now) =>
    [
        Names.Short(workflow.Name),
        new(ContractEnum<Workflow.Types.State>.Word(workflow.State), WorkflowPage.StyleOf(workflow.State)),
        Age.Of(workflow.PublishTime, now),
        workflow.DisplayName,
        string.Join(", ", workflow.Adapters),
        workflow.Author,
        workflow.Description,
    ];
}
