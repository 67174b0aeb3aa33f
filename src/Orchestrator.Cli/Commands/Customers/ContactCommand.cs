using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;

namespace Orchestrator.Cli.Commands.Customers;

/// <summary>orchestrator customer contact</summary>
internal static class ContactCommand
{
    public static Command Create(CommandLine line)
    {
        var customer = Symbols.Customer();
        var kind = Symbols.Enum<ContactKind>("--kind", "KIND", "Who of the company spoke with them");
        kind.Required = true;
        var channel = Symbols.Enum<Channel>("--channel", "CHANNEL", "How");
        channel.Required = true;
        var summary = new Option<string>("--summary") { Description = "What about", HelpName = "TEXT", Required = true };
        var reference = Symbols.Text("--reference", "ID", "Where the whole of it is kept: a ticket");
        var service = Symbols.Text("--service", "NAME", "Which service it was about");
        var agent = Symbols.Text("--agent", "NAME", "Who of the company [default: the caller]");
        var time = Symbols.Text("--time", "TIME", "When it was: -10m [default: now]");
        var requestId = Symbols.RequestId();
        return line.Define(
            "contact",
            "Records that there was contact with a customer, for good.",
            [customer, kind, channel, summary, reference, service, agent, time, requestId],
            async (parsed, session, cancellation) =>
            {
                var request = new RecordContactRequest
                {
                    Customer = parsed.GetRequiredValue(customer),
                    Kind = parsed.GetValue(kind),
                    Channel = parsed.GetValue(channel),
                    Summary = parsed.GetRequiredValue(summary),
                    Reference = parsed.GetValue(reference) ?? "",
                    Service = Names.Service(parsed.GetValue(service) ?? ""),
                    Agent = parsed.GetValue(agent) ?? "",
                    OccurTime = parsed.GetValue(time) is { } when ? Moments.Parse(when, session.World.Time) : null,
                };
                request.RequestId = session.Identify(parsed.GetValue(requestId));

                var contact = await session.Inventory.RecordContactAsync(request, session.Call(cancellation));

                return session.Show(
                    contact, () => new Text($"Recorded contact {contact.Id} with customer {contact.Customer}.\n"));
            });
    }
}
