using System.Globalization;
using Grpc.Core;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Cli.Demonstration;

/// <summary>
/// Ada's life as a customer: she calls, gets a line, pays, pays not, pays again, gets more, buys a number, thinks of
/// leaving, stays, and leaves; and nothing is left of her but the record.
/// </summary>
internal sealed class Lifecycle(Story story)
{
    private readonly string _run = story.Session.World.Time.GetUtcNow().ToString(
        "MMddHHmmss", CultureInfo.InvariantCulture);

    private string Customer => $"ada-{_run}";

    /// <summary>Tells it all. False where something was not as it should be.</summary>
    /// <exception cref="RpcException">There is no server to tell it with: nothing was begun.</exception>
    public async Task<bool> RunAsync()
    {
        await story.Session.Products.ListProductsAsync(new ListProductsRequest { PageSize = 1 }, story.Call());
        var line = await GetALineAsync();
        await PayAsync(line);
        await BecomePlusAsync(line);
        var number = await BuyANumberAsync(line);
        await ThinkOfLeavingAsync(line);
        await LeaveAsync(line, number);
        await LookBackAsync(line, number);
        story.End($"orchestrator customer timeline {Customer}", "orchestrator analysis failures", "orchestrator sandbox dump");
        return story.IsTrue;
    }

    private async Task<Activation> GetALineAsync()
    {
        story.Tell("Ada calls, and asks for a line at home. The conversation is kept.");
        await story.RunAsync(
            "sales", "customer", "contact", Customer, "--kind", "sales", "--channel", "phone", "--summary",
            "Moves in next week, and wants a line and a mailbox.", "--reference", "CALL-1");

        story.Tell("Her order goes to the order system, which starts its activation.");
        await story.RunAsync(
            "order-system", "activation", "start", "--action", "provision", "--product", "broadband", "--customer",
            Customer, "--input", $"customer={Customer}", "--input", "device=access-1", "--input", "speed=250",
            "--input", $"email={Customer}@example.net", "--channel", "phone", "--requester", "sales",
            "--order-reference", Reference("line"));
        var waiting = await story.UntilAsync(Reference("line"), State.Running);
        await story.RunAsync(
            "engineer", "activation", "signal", waiting.Name, "engineer-visit-done", "--payload", "lineWorks=true");
        var line = await story.UntilAsync(Reference("line"), State.Completed);
        await story.RunAsync("support", "service", "get", line.Service);
        return line;
    }

    private async Task PayAsync(Activation line)
    {
        story.Tell("Billing tells that she has paid; and a month later that she has not.");
        await story.RunAsync(
            "billing", "customer", "payment", Customer, "--kind", "payment", "--amount", "29.90", "--currency", "EUR",
            "--service", line.Service, "--reference", "INV-1");
        await story.RunAsync(
            "billing", "customer", "payment", Customer, "--kind", "failed-payment", "--amount", "29.90", "--currency",
            "EUR", "--service", line.Service, "--reference", "INV-2", "--description", "The card has expired.");

        story.Tell("The line is suspended until she pays, and resumed when she has.");
        await OrderAsync("suspend", line.Service, "suspend", "billing");
        await story.RunAsync("support", "service", "list", "--customer", Customer);
        await story.RunAsync(
            "billing", "customer", "payment", Customer, "--kind", "payment", "--amount", "29.90", "--currency", "EUR",
            "--service", line.Service, "--reference", "INV-2");
        await OrderAsync("resume", line.Service, "resume", "billing");
    }

    private async Task BecomePlusAsync(Activation line)
    {
        story.Tell("She writes that the line is slow in the evening. Broadband plus suits her now: what would change?");
        await story.RunAsync(
            "support", "customer", "contact", Customer, "--kind", "technical-support", "--channel", "email",
            "--summary", "Films stop in the evening.", "--reference", "CASE-7", "--service", line.Service);
        await story.RunAsync(
            "sales", "activation", "plan", "--action", "change", "--product", "broadband-plus", "--customer", Customer,
            "--service", line.Service, "--input", "speed=1000");
        await OrderAsync(
            "change", line.Service, "plus", "sales", "--product", "broadband-plus", "--input", "speed=1000");
        await story.RunAsync("support", "service", "get", line.Service);
    }

    private async Task<Activation> BuyANumberAsync(Activation line)
    {
        story.Tell("She buys a second telephone number: paid once, and hers.");
        var service = await story.Session.Inventory.GetServiceAsync(
            new GetServiceRequest { Name = line.Service }, story.Call());
        var account = service.Resources.First(resource => resource.Kind == "account").ExternalId;
        await story.RunAsync(
            "order-system", "activation", "start", "--action", "provision", "--product", "phone-number", "--customer",
            Customer, "--input", $"customer={Customer}", "--input", $"account={account}", "--channel", "web",
            "--order-reference", Reference("number"), "--wait", "30s");
        var number = await story.UntilAsync(Reference("number"), State.Completed);
        await story.RunAsync("support", "service", "resources", "--customer", Customer);
        return number;
    }

    private async Task ThinkOfLeavingAsync(Activation line)
    {
        story.Tell("She cancels: service and bill end with the term that is paid. She thinks better of it, and stays.");
        await story.RunAsync(
            "order-system", "activation", "start", "--action", "deprovision", "--customer", Customer, "--service",
            line.Service, "--channel", "web", "--order-reference", Reference("cancel"));
        var cancellation = await story.UntilAsync(Reference("cancel"), State.Scheduled);
        await story.RunAsync("support", "activation", "get", cancellation.Name);
        await story.RunAsync(
            "support", "activation", "cancel", cancellation.Name, "--reason", "She stays after all", "--ticket", "CALL-2");
    }

    private async Task LeaveAsync(Activation line, Activation number)
    {
        story.Tell("She moves abroad. The number has no workflow for its end: what its service holds is given back.");
        await OrderAsync("deprovision", number.Service, "number-end", "order-system");

        story.Tell("The line ends at once, out of goodwill, whatever its term says.");
        await OrderAsync(
            "deprovision", line.Service, "line-end", "support", "--at-once", "Moves abroad; goodwill of the shop");
    }

    private async Task LookBackAsync(Activation line, Activation number)
    {
        story.Tell("Nothing of it is left: not in the ledger, not in the systems, not on the bill.");
        foreach (var name in (string[])[line.Service, number.Service])
        {
            await story.RunAsync("support", "service", "get", name);
            var service = await story.Session.Inventory.GetServiceAsync(
                new GetServiceRequest { Name = name }, story.Call());
            story.Check(
                service is { State: Service.Types.State.Terminated, Resources.Count: 0 },
                $"{name} is {service.State} and holds {service.Resources.Count} resources.");
        }

        await story.RunAsync("auditor", "audit", "run", "--reason", "The demonstration has ended");

        story.Tell("What remains is the record: who, what, when and why.");
        await story.RunAsync("support", "customer", "timeline", Customer, "--oldest-first", "--all");
    }

    private async Task OrderAsync(string action, string service, string reference, string who, params string[] more)
    {
        await story.RunAsync(
            who,
            [
                "activation", "start", "--action", action, "--customer", Customer, "--service", service, "--channel",
                "phone", "--requester", who, "--order-reference", Reference(reference), "--wait", "30s", .. more,
            ]);
        await story.UntilAsync(Reference(reference), State.Completed);
    }

    private string Reference(string what) => $"ORDER-{_run}-{what}";
}
