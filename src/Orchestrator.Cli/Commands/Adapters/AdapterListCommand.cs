using System.CommandLine;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Adapters;

/// <summary>orchestrator adapters list</summary>
internal static class AdapterListCommand
{
    public static Command Create(CommandLine line) =>
        line.Define("list", "Lists the adapters: how each is, and what waits for it.", [], ListAsync);

    public static async Task<int> ListAsync(ParseResult parsed, Session session, CancellationToken cancellation)
    {
        var answer = await session.Adapters.ListAdaptersAsync(new ListAdaptersRequest(), session.Call(cancellation));

        return session.Show(answer, () => AdapterTable.Of(answer.Adapters, session.World.Time, session.World.Width));
    }
}
