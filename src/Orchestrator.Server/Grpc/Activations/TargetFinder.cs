using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Products;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>Finds product, service and workflow of an order.</summary>
internal sealed class TargetFinder(
    IJournal journal, ServiceGate gate, WorkflowChoice choice, ProductCatalog products)
{
    private const string Services = "services/";

    /// <exception cref="CallFailedException">Something is not there, or its state does not allow the order.</exception>
    public async Task<OrderTarget> FindAsync(
        V1.StartActivationRequest request, bool isPlan, CancellationToken cancellation)
    {
        var service = request.Service.Length > 0
            ? await FindServiceAsync(request, cancellation).ConfigureAwait(false)
            : null;
        var product = ProductOf(request, service) is { Length: > 0 } id ? FindProduct(id) : null;
        var behind = service is null ? 0 : await gate.EnterAsync(request, service, cancellation).ConfigureAwait(false);
        var found = new OrderTarget(null!, product, service, behind);
        return await choice.FindAsync(request, found, isPlan, cancellation).ConfigureAwait(false);
    }

    /// <summary>A service of another customer is none of the caller's business: it is not found either.</summary>
    private async Task<ServiceEntry> FindServiceAsync(V1.StartActivationRequest request, CancellationToken cancellation)
    {
        var id = request.Service[Services.Length..];
        var service = await journal.FindServiceAsync(id, cancellation).ConfigureAwait(false);
        return service is not null && service.Customer == request.Customer
            ? service
            : throw Failures.ServiceNotFound(id, request.Customer);
    }

    private static string ProductOf(V1.StartActivationRequest request, ServiceEntry? service)
    {
        if (service is null || request.Action is V1.Action.Change or V1.Action.Custom)
            return request.Product;

        return request.Product.Length == 0 || request.Product == service.Product
            ? service.Product
            : throw Failures.InvalidField(
                "product", $"is '{request.Product}', and the service's is '{service.Product}'. Leave it empty.");
    }

    private Product FindProduct(string id) => products.Find(id) ?? throw Failures.ProductNotFound(id);
}
