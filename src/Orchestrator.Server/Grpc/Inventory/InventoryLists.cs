using Google.Protobuf;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Paging;

namespace Orchestrator.Server.Grpc.Inventory;

/// <summary>ListServices and ListResources.</summary>
internal sealed class InventoryLists(IServiceStore services, ServiceRendering rendering)
{
    /// <summary>Adapters name what they hold in their own way, which may be long.</summary>
    public const int ExternalIdLengthMax = 2000;

    public async Task<V1.ListServicesResponse> ListServicesAsync(
        V1.ListServicesRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        var size = PageSize.Of(request.PageSize, violations);
        violations.Text("customer", request.Customer, OrderChecks.TextLengthMax);
        violations.Id("product", request.Product);
        foreach (var state in request.States.Where(static one => one == default || !Enum.IsDefined(one)))
            violations.Add("states", $"{state:D} is not a value of State.");
        CheckResource(violations, request.Adapter, request.Kind, request.ExternalId);
        var scope = new V1.ListServicesRequest(request) { PageSize = 0, PageToken = "" };
        var after = ReadToken(request.PageToken, scope, violations);
        violations.ThrowIfAny();

        var found = await services.ListAsync(
            new ServiceQuery(size + 1)
            {
                Customer = Given(request.Customer),
                Product = Given(request.Product),
                States = [.. request.States.SelectMany(ServiceRendering.StatesOf).Distinct()],
                Adapter = Given(request.Adapter),
                Kind = Given(request.Kind),
                ExternalId = Given(request.ExternalId),
                After = after,
            },
            cancellation).ConfigureAwait(false);
        var response = new V1.ListServicesResponse();
        response.Services.AddRange(found.Take(size).Select(
            service => rendering.Render(service, ServiceReasons.Brief(service))));
        if (found.Count > size)
            response.NextPageToken = PageToken.Write(found[size - 1].Id, scope);
        return response;
    }

    /// <exception cref="CallFailedException">The service that is named does not exist.</exception>
    public async Task<V1.ListResourcesResponse> ListResourcesAsync(
        V1.ListResourcesRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        var size = PageSize.Of(request.PageSize, violations);
        var service = violations.Name("service", request.Service, ServiceRendering.Collection, required: false);
        violations.Text("customer", request.Customer, OrderChecks.TextLengthMax);
        CheckResource(violations, request.Adapter, request.Kind, request.ExternalId);
        violations.Text("external_id_prefix", request.ExternalIdPrefix, ExternalIdLengthMax);
        if (request.ExternalId.Length > 0)
            violations.Absent("external_id_prefix", request.ExternalIdPrefix, "has no meaning beside external_id.");
        var scope = new V1.ListResourcesRequest(request) { PageSize = 0, PageToken = "" };
        var after = ResourceToken.Read(ReadToken(request.PageToken, scope, violations));
        violations.ThrowIfAny();

        var found = await services.ListResourcesAsync(
            new ResourceQuery(size + 1)
            {
                Service = service,
                Customer = Given(request.Customer),
                Adapter = Given(request.Adapter),
                Kind = Given(request.Kind),
                ExternalId = Given(request.ExternalId),
                ExternalIdPrefix = Given(request.ExternalIdPrefix),
                After = after,
            },
            cancellation).ConfigureAwait(false);
        // That a service holds nothing must not be said of a name that was mistyped.
        if (found.Count == 0 && service is not null
            && await services.FindAsync(service, cancellation).ConfigureAwait(false) is null)
            throw Failures.ServiceNotFound(service);

        var response = new V1.ListResourcesResponse();
        response.Resources.AddRange(found.Take(size).Select(rendering.Render));
        if (found.Count > size)
            response.NextPageToken = PageToken.Write(ResourceToken.Write(ResourceKey.Of(found[size - 1])), scope);
        return response;
    }

    private static void CheckResource(Violations violations, string adapter, string kind, string externalId)
    {
        violations.Text("adapter", adapter, OrderChecks.TextLengthMax);
        violations.Text("kind", kind, OrderChecks.TextLengthMax);
        violations.Text("external_id", externalId, ExternalIdLengthMax);
    }

    private static string? ReadToken(string token, IMessage scope, Violations violations)
    {
        if (token.Length == 0)
            return null;
        if (PageToken.TryRead(token, scope, out var last))
            return last;

        violations.Add(
            "page_token", "is no token of a page of this list. Send the one that the page before had, with the same filter.");
        return null;
    }

    private static string? Given(string text) => text.Length > 0 ? text : null;
}
