using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Inventory;

/// <summary>orchestrator service get</summary>
internal static class GetServiceCommand
{
    public static Command Create(CommandLine line)
    {
        var name = Symbols.ServiceName();
        return line.Define(
            "get",
            "Shows a service: its state and why, what it holds, and what is under way for it.",
            [name],
            async (parsed, session, cancellation) =>
            {
                var request = new GetServiceRequest { Name = Names.Service(parsed.GetRequiredValue(name)) };

                var service = await session.Inventory.GetServiceAsync(request, session.Call(cancellation));

                return session.Show(service, () => ServicePage.Of(service, session.World.Time, session.World.Width));
            });
    }
}
