using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Pages;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Inventory;

/// <summary>orchestrator service resolve</summary>
internal static class ResolveTeardownCommand
{
    public static Command Create(CommandLine line)
    {
        var name = Symbols.ServiceName();
        var resources = new Option<string[]>("--resource")
        {
            Description = "What is not held any more: ADAPTER/KIND/ID, as 'service get' shows it. May be repeated",
            HelpName = "RESOURCE",
            Required = true,
        };
        var resolution = Symbols.Enum<TeardownResolution>("--resolution", "RESOLUTION", "What has become of it");
        resolution.Required = true;
        var decision = new DecisionOptions();
        var requestId = Symbols.RequestId();
        return line.Define(
            "resolve",
            "Decides about what an incomplete teardown has left: it leaves the ledger, and with the last of it the service ends.",
            [name, resources, resolution, .. decision.All, requestId],
            async (parsed, session, cancellation) =>
            {
                var request = new ResolveTeardownRequest
                {
                    Name = Names.Service(parsed.GetRequiredValue(name)),
                    Resolution = parsed.GetValue(resolution),
                    Decision = decision.Read(parsed),
                };
                request.Resources.AddRange(parsed.GetRequiredValue(resources).Select(Parse));
                request.RequestId = session.Identify(parsed.GetValue(requestId));

                var made = await session.Inventory.ResolveTeardownAsync(request, session.Call(cancellation));

                return session.Show(made, () => TeardownPage.Of(made));
            });
    }

    /// <summary>Ids may have slashes in them; adapters and kinds have none.</summary>
    private static ResourceName Parse(string text) => text.Split('/', 3) is [{ Length: > 0 } adapter, { Length: > 0 } kind, { Length: > 0 } id]
        ? new ResourceName { Adapter = adapter, Kind = kind, ExternalId = id }
        : throw new UsageException($"--resource '{text}' is not of the form ADAPTER/KIND/ID.");
}
