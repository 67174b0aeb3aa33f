using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Workflows;

/// <summary>orchestrator workflow get</summary>
internal static class WorkflowGetCommand
{
    public static Command Create(CommandLine line)
    {
        var name = Symbols.WorkflowName("The workflow: ID for its latest version, or ID@VERSION");
        var content = new Option<bool>("--content") { Description = "Only the definition itself, as it was published" };
        return line.Define(
            "get",
            "Shows a published workflow, or prints its definition.",
            [name, content],
            async (parsed, session, cancellation) =>
            {
                var workflow = await session.Workflows.GetWorkflowAsync(
                    new GetWorkflowRequest { Name = Names.Workflow(parsed.GetRequiredValue(name)) },
                    session.Call(cancellation));

                if (parsed.GetValue(content)) await session.World.Output.WriteAsync(workflow.Content);
                else if (session.WantsJson) session.WriteJson(workflow);
                else session.Page.Write(WorkflowPage.Of(workflow, session.World.Time));
                return ExitCode.Ok;
            });
    }
}
