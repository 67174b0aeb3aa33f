using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Workflows;

/// <summary>orchestrator workflow validate</summary>
internal static class ValidateCommand
{
    public static Command Create(CommandLine line)
    {
        var file = new Argument<string>("FILE") { Description = "The definition, as JSON; - reads standard input" };
        return line.Define(
            "validate",
            "Checks a definition as publish would, and publishes nothing.",
            [file],
            async (parsed, session, cancellation) =>
            {
                var source = parsed.GetRequiredValue(file);
                var content = await TextSource.ReadAsync(source, session.World.Input, cancellation);

                var answer = await session.Workflows.ValidateWorkflowAsync(
                    new ValidateWorkflowRequest { Content = content }, session.Call(cancellation));

                session.Show(answer, () => DiagnosticsPage.Of(source, answer));
                return answer.Valid ? ExitCode.Ok : ExitCode.InvalidArgument;
            });
    }
}
