using Grpc.Core;
using Orchestrator.Server.Grpc.Callers;
using Orchestrator.Server.Grpc.Products;

namespace Orchestrator.Server.Grpc;

/// <summary>The service that engineers call to check, publish and read products.</summary>
internal sealed class ProductService(ProductQueries queries, ProductChecking checking, PublishProduct publish)
    : V1.ProductService.ProductServiceBase
{
    public override Task<V1.ValidateProductResponse> ValidateProduct(
        V1.ValidateProductRequest request, ServerCallContext context) =>
        checking.ValidateAsync(request, context.CancellationToken);

    public override Task<V1.Product> PublishProduct(V1.PublishProductRequest request, ServerCallContext context) =>
        publish.HandleAsync(request, Caller.Of(context), context.CancellationToken);

    public override Task<V1.Product> GetProduct(V1.GetProductRequest request, ServerCallContext context) =>
        queries.GetAsync(request, context.CancellationToken);

    public override Task<V1.ListProductsResponse> ListProducts(
        V1.ListProductsRequest request, ServerCallContext context) =>
        queries.ListAsync(request, context.CancellationToken);

    public override Task<V1.ProposeDeprovisionResponse> ProposeDeprovision(
        V1.ProposeDeprovisionRequest request, ServerCallContext context) =>
        queries.ProposeAsync(request, context.CancellationToken);
}
