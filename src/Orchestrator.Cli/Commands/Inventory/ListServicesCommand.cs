using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.Cli.Paging;
using Orchestrator.V1;
using State = Orchestrator.V1.Service.Types.State;

namespace Orchestrator.Cli.Commands.Inventory;

/// <summary>orchestrator service list</summary>
internal static class ListServicesCommand
{
    public static Command Create(CommandLine line)
    {
        var customer = Symbols.Text("--customer", "ID", "Of this customer");
        var product = Symbols.Text("--product", "ID", "Of this product");
        var states = Symbols.Enums<State>("--state", "STATE", "In this state, or in one of several");
        var worklist = new Option<bool>("--worklist")
        {
            Description = "Those that somebody has to finish: their teardown is incomplete",
        };
        var resource = new ResourceOptions("Holds a resource");
        var pages = new PageOptions();
        return line.Define(
            "list",
            "Lists services.",
            [customer, product, states, worklist, .. resource.All, .. pages.All],
            async (parsed, session, cancellation) =>
            {
                var request = new ListServicesRequest
                {
                    Customer = parsed.GetValue(customer) ?? "",
                    Product = parsed.GetValue(product) ?? "",
                    Adapter = parsed.GetValue(resource.Adapter) ?? "",
                    Kind = parsed.GetValue(resource.Kind) ?? "",
                    ExternalId = parsed.GetValue(resource.ExternalId) ?? "",
                };
                request.States.AddRange(parsed.GetValue(states) ?? []);
                if (parsed.GetValue(worklist) && !request.States.Contains(State.TeardownIncomplete))
                    request.States.Add(State.TeardownIncomplete);

                var answer = await pages.ReadAsync(
                    parsed, request, session.Inventory.ListServicesAsync, session, cancellation);

                return session.Show(
                    answer, () => ServiceTable.Of(answer, session.World.Time.GetUtcNow(), session.World.Width));
            });
    }
}
