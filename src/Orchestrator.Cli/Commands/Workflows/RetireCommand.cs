using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Workflows;

/// <summary>orchestrator workflow retire</summary>
internal static class RetireCommand
{
    public static Command Create(CommandLine line)
    {
        var name = Symbols.WorkflowName("The version: ID@VERSION");
        var requestId = Symbols.RequestId();
        return line.Define(
            "retire",
            "Takes a version out of use for new activations; running ones finish with it.",
            [name, requestId],
            async (parsed, session, cancellation) =>
            {
                var request = new RetireWorkflowRequest
                {
                    Name = Names.Workflow(parsed.GetRequiredValue(name)),
                    RequestId = session.Identify(parsed.GetValue(requestId)),
                };

                var retired = await session.Workflows.RetireWorkflowAsync(request, session.Call(cancellation));

                return session.Show(retired, () => WorkflowPage.Of(retired, session.World.Time));
            });
    }
}
