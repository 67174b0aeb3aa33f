using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.Cli.Paging;
using Orchestrator.V1;
using Kind = Orchestrator.V1.TimelineEntry.Types.Kind;

namespace Orchestrator.Cli.Commands.Customers;

/// <summary>orchestrator customer timeline</summary>
internal static class TimelineCommand
{
    public static Command Create(CommandLine line)
    {
        var customer = Symbols.Customer();
        var service = Symbols.Text("--service", "NAME", "Only what is about this service");
        var kinds = Symbols.Enums<Kind>("--kind", "KIND", "Only these");
        var oldestFirst = new Option<bool>("--oldest-first") { Description = "The oldest first [default: the newest]" };
        var pages = new PageOptions();
        return line.Define(
            "timeline",
            "Shows what happened around a customer, across all services.",
            [customer, service, kinds, oldestFirst, .. pages.All],
            async (parsed, session, cancellation) =>
            {
                var request = new GetTimelineRequest
                {
                    Customer = parsed.GetRequiredValue(customer),
                    Service = Names.Service(parsed.GetValue(service) ?? ""),
                    OldestFirst = parsed.GetValue(oldestFirst),
                };
                request.Kinds.AddRange(parsed.GetValue(kinds) ?? []);

                var answer = await pages.ReadAsync(
                    parsed, request, session.Inventory.GetTimelineAsync, session, cancellation);

                return session.Show(answer, () => TimelinePage.Of(answer, session.World.Time.LocalTimeZone));
            });
    }
}
