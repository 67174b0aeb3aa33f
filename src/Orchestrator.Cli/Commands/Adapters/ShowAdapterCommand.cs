using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Adapters;

/// <summary>orchestrator adapters show</summary>
internal static class ShowAdapterCommand
{
    public static Command Create(CommandLine line)
    {
        var name = Symbols.AdapterName();
        return line.Define(
            "show",
            "Shows an adapter: its state, limits, calls, errors, operations, and what was decided about it.",
            [name],
            async (parsed, session, cancellation) =>
            {
                var request = new GetAdapterRequest { Name = Names.Adapter(parsed.GetRequiredValue(name)) };

                var adapter = await session.Adapters.GetAdapterAsync(request, session.Call(cancellation));

                return session.Show(adapter);
            });
    }

    public static int Show(this Session session, Adapter adapter)
    {
        return session.Show(adapter, () => AdapterPage.Of(adapter, session.World.Time, session.World.Width));
    }
}
