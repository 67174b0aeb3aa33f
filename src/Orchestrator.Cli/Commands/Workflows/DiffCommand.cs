using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.Core.Workflows.Comparing;

namespace Orchestrator.Cli.Commands.Workflows;

/// <summary>orchestrator workflow diff: what changed between two versions, and what that means.</summary>
internal static class DiffCommand
{
    public static Command Create(CommandLine line)
    {
        var before = Source(
            "A", "The earlier definition: a file (- reads standard input), or a published workflow: ID@VERSION");
        var after = Source("B", "The later definition, in the same ways");
        return line.Define(
            "diff",
            "Tells in words what changed between two versions, and what it means for orders, running activations "
                + "and undo.",
            [before, after],
            async (parsed, session, cancellation) =>
            {
                var (earlier, later) = (parsed.GetRequiredValue(before), parsed.GetRequiredValue(after));
                if (earlier == "-" && later == "-")
                    throw new UsageException("Only one of the two can be read from standard input.");

                var a = await DefinitionSource.ReadAsync(earlier, session, cancellation);
                var b = await DefinitionSource.ReadAsync(later, session, cancellation);
                var difference = Compare(a, b);

                if (session.WantsJson) session.World.Output.WriteLine(DifferenceJson.Of(a.Label, b.Label, difference));
                else session.Page.Write(DifferencePage.Of(a.Label, b.Label, difference));
                return ExitCode.Ok;
            });
    }

    private static Argument<string> Source(string name, string description) => new(name) { Description = description };

    private static WorkflowDifference Compare(DefinitionSource before, DefinitionSource after)
    {
        Check(before);
        Check(after);
        return WorkflowComparison.Compare(before.Content, after.Content);
    }

    /// <summary>Compared with itself, so that it is known which of the two is wrong.</summary>
    private static void Check(DefinitionSource source)
    {
        try
        {
            WorkflowComparison.Compare(source.Content, source.Content);
        }
        catch (JsonException error)
        {
            throw new UsageException($"{source.Label} is not JSON: {error.Message}");
        }
        catch (FormatException error)
        {
            throw new UsageException($"{source.Label} cannot be compared. {error.Message}");
        }
    }
}
