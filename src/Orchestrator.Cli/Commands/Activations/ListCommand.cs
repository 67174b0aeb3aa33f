using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.Cli.Paging;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Activations;

/// <summary>orchestrator activation list</summary>
internal static class ListCommand
{
    public static Command Create(CommandLine line)
    {
        var filter = new FilterOptions();
        var oldestFirst = new Option<bool>("--oldest-first") { Description = "The oldest first [default: the newest]" };
        var full = new Option<bool>("--full") { Description = "With their steps; for --json" };
        var pages = new PageOptions();
        return line.Define(
            "list",
            "Lists activations.",
            [.. filter.All, oldestFirst, full, .. pages.All],
            async (parsed, session, cancellation) =>
            {
                var request = new ListActivationsRequest
                {
                    Filter = filter.Read(parsed, session.World.Time),
                    OldestFirst = parsed.GetValue(oldestFirst),
                    View = parsed.GetValue(full) ? ActivationView.Full : ActivationView.Basic,
                };

                var answer = await pages.ReadAsync(
                    parsed, request, session.Activations.ListActivationsAsync, session, cancellation);

                return session.Show(
                    answer, () => ActivationTable.Of(answer, session.World.Time.GetUtcNow(), session.World.Width));
            });
    }
}
