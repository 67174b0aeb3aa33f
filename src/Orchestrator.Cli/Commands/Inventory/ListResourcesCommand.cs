using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
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
        var (pageSize, pageToken, all) = (Symbols.PageSize(), Symbols.PageToken(), Symbols.AllPages());
        return line.Define(
            "resources",
            "Lists what services hold, and which service holds it.",
            [name, customer, .. resource.All, prefix, pageSize, pageToken, all],
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
                    PageSize = parsed.GetValue(pageSize),
                    PageToken = parsed.GetValue(pageToken) ?? "",
                };

                var answer = new ListResourcesResponse();
                do
                {
                    var page = await session.Inventory.ListResourcesAsync(request, session.Call(cancellation));
                    answer.Resources.AddRange(page.Resources);
                    answer.NextPageToken = request.PageToken = page.NextPageToken;
                }
                while (parsed.GetValue(all) && answer.NextPageToken.Length > 0);

                if (session.WantsJson) session.WriteJson(answer);
                else session.Page.Write(ResourceTable.Of(answer, session.World.Time.GetUtcNow(), session.World.Width));
                return ExitCode.Ok;
            });
    }
}
