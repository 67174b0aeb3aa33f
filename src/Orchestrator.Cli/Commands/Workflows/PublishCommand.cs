using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Workflows;

/// <summary>orchestrator workflow publish</summary>
internal static class PublishCommand
{
    public static Command Create(CommandLine line)
    {
        var file = new Argument<string>("FILE") { Description = "The definition, as JSON; - reads standard input" };
        var expected = Symbols.Text(
            "--expected-latest", "NAME", "The version this one was made from: refused if there is a newer one");
        var requestId = Symbols.RequestId();
        return line.Define(
            "publish",
            "Publishes a definition as the next version; one that is published already is left as it is.",
            [file, expected, requestId],
            async (parsed, session, cancellation) =>
            {
                var request = new PublishWorkflowRequest
                {
                    Content = await TextSource.ReadAsync(
                        parsed.GetRequiredValue(file), session.World.Input, cancellation),
                    ExpectedLatest = Names.Workflow(parsed.GetValue(expected) ?? ""),
                    RequestId = session.Identify(parsed.GetValue(requestId)),
                };

                var published = await session.Workflows.PublishWorkflowAsync(request, session.Call(cancellation));

                return session.Show(published, () => WorkflowPage.Of(published, session.World.Time));
            });
    }
}
