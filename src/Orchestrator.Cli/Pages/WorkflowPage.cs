using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>One published version of a workflow.</summary>
internal static class WorkflowPage
{
    public static IRenderable Of(Workflow workflow, TimeProvider time)
    {
        var parts = new List<IRenderable>
        {
            new Paragraph()
                .Append(Plain.Line(workflow.Name), Styles.Bold)
                .Append("  ")
                .Append(ContractEnum<Workflow.Types.State>.Word(workflow.State), StyleOf(workflow.State)),
            Facts.Of(
            [
                new("display name", workflow.DisplayName),
                new("description", workflow.Description),
                new("author", workflow.Author),
                new("published", Age.Full(workflow.PublishTime, time)),
                new("adapters", string.Join(", ", workflow.Adapters)),
                new("content hash", workflow.ContentHash),
            ]),
        };
        parts.AddRange(workflow.Warnings.Select(warning => DiagnosticsPage.Line("", warning)));
        return new Rows(parts);
    }

    public static Style StyleOf(Workflow.Types.State state) =>
        state == Workflow.Types.State.Published ? Styles.Good : Styles.Over;
}
