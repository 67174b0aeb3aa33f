using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.Cli.Paging;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Inventory;

/// <summary>orchestrator service resources</summary>
internal static class ListResourcesCommand
{
    public static Command Create(CommandLine line)
    {
        var name = Symbols.ServiceName();
        name.Arity = ArgumentArity.ZeroOrOne;
        var customer = Symbols.Text("--customer", "ID", "Of this customer's services");
        var resource = new ResourceOptions("Resources");
        var prefix = Symbols.Text("--external-id-prefix", "TEXT", "Resources whose ids begin with this");
        var pages = new PageOptions();
        return line.Define(
            "resources",
            "Lists what services hold, and which service holds it.",
            [name, customer, .. resource.All, prefix, .. pages.All],
            async (parsed, session, cancellation) =>
            {
                var request = new ListResourcesRequest
                {
                    Service = Names.Service(parsed.GetValue(name) ?? ""),
                    Customer = parsed.GetValue(customer) ?? "",
                    Adapter = parsed.GetValue(resource.Adapter) ?? "",
                    Kind = parsed.GetValue(resource.Kind) ?? "",
                    ExternalId = parsed.GetValue(resource.ExternalId) ?? "",
                    ExternalIdPrefix = parsed.GetValue(prefix) ?? "",
                };

                var answer = await pages.ReadAsync(
                    parsed, request, session.Inventory.ListResourcesAsync, session, cancellation);

                return session.Show(
                    answer, () => ResourceTable.Of(answer, session.World.Time.GetUtcNow(), session.World.Width));
            });
    }
}
