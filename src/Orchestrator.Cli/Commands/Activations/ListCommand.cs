using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
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
        var pageSize = Symbols.PageSize();
        var pageToken = Symbols.PageToken();
        var all = Symbols.AllPages();
        return line.Define(
            "list",
            "Lists activations.",
            [.. filter.All, oldestFirst, full, pageSize, pageToken, all],
            async (parsed, session, cancellation) =>
            {
                var request = new ListActivationsRequest
                {
                    Filter = filter.Read(parsed, session.World.Time),
                    OldestFirst = parsed.GetValue(oldestFirst),
                    View = parsed.GetValue(full) ? ActivationView.Full : ActivationView.Basic,
                    PageSize = parsed.GetValue(pageSize),
                    PageToken = parsed.GetValue(pageToken) ?? "",
                };

                var answer = await ListAsync(request, parsed.GetValue(all), session, cancellation);

                if (session.WantsJson) session.WriteJson(answer);
                else session.Page.Write(
                    ActivationTable.Of(answer, session.World.Time.GetUtcNow(), session.World.Width));
                return ExitCode.Ok;
            });
    }

    private static async Task<ListActivationsResponse> ListAsync(
        ListActivationsRequest request, bool all, Session session, CancellationToken cancellation)
    {
        var whole = new ListActivationsResponse();
        do
        {
            var page = await session.Activations.ListActivationsAsync(request, session.Call(cancellation));
            whole.Activations.AddRange(page.Activations);
            whole.NextPageToken = page.NextPageToken;
            request.PageToken = page.NextPageToken;
        }
        while (all && whole.NextPageToken.Length > 0);

        return whole;
    }
}
