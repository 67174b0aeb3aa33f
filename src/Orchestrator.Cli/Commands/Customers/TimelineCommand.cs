using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
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
        var (pageSize, pageToken, all) = (Symbols.PageSize(), Symbols.PageToken(), Symbols.AllPages());
        return line.Define(
            "timeline",
            "Shows what happened around a customer, across all services.",
            [customer, service, kinds, oldestFirst, pageSize, pageToken, all],
            async (parsed, session, cancellation) =>
            {
                var request = new GetTimelineRequest
                {
                    Customer = parsed.GetRequiredValue(customer),
                    Service = Names.Service(parsed.GetValue(service) ?? ""),
                    OldestFirst = parsed.GetValue(oldestFirst),
                    PageSize = parsed.GetValue(pageSize),
                    PageToken = parsed.GetValue(pageToken) ?? "",
                };
                request.Kinds.AddRange(parsed.GetValue(kinds) ?? []);

                var answer = new GetTimelineResponse();
                do
                {
                    var page = await session.Inventory.GetTimelineAsync(request, session.Call(cancellation));
                    answer.Entries.AddRange(page.Entries);
                    answer.NextPageToken = request.PageToken = page.NextPageToken;
                }
                while ((parsed.GetValue(all) || answer.Entries.Count == 0) && answer.NextPageToken.Length > 0);

                if (session.WantsJson) session.WriteJson(answer);
                else session.Page.Write(TimelinePage.Of(answer, session.World.Time.LocalTimeZone));
                return ExitCode.Ok;
            });
    }
}
