using Orchestrator.Core.Products;
using Orchestrator.Core.Products.Reading;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows.Proposing;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Paging;
using Orchestrator.Server.Grpc.Workflows;

namespace Orchestrator.Server.Grpc.Products;

/// <summary>GetProduct, ListProducts and ProposeDeprovision.</summary>
internal sealed class ProductQueries(
    IProductStore store, IWorkflowStore workflows, WorkflowCompiler compiler, AdapterRegistry adapters, TimeProvider time)
{
    public async Task<V1.Product> GetAsync(V1.GetProductRequest request, CancellationToken cancellation) =>
        ProductRendering.Render(
            await FindAsync(request.Name, cancellation).ConfigureAwait(false), withContent: true, time.GetUtcNow());

    public async Task<V1.ListProductsResponse> ListAsync(
        V1.ListProductsRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        var size = PageSize.Of(request.PageSize, violations);
        var scope = new V1.ListProductsRequest { AllVersions = request.AllVersions };
        var after = ReadToken(request.PageToken, scope, violations);
        violations.ThrowIfAny();

        var found = await store.ListAsync(
            request.AllVersions, after is { } last ? (last.Product, last.Version) : null, size + 1, cancellation)
            .ConfigureAwait(false);
        var response = new V1.ListProductsResponse();
        response.Products.AddRange(
            found.Take(size).Select(one => ProductRendering.Render(one, withContent: false, time.GetUtcNow())));
        if (found.Count > size)
            response.NextPageToken = PageToken.Write(ProductRendering.NameOf(found[size - 1]), scope);
        return response;
    }

    public async Task<V1.ProposeDeprovisionResponse> ProposeAsync(
        V1.ProposeDeprovisionRequest request, CancellationToken cancellation)
    {
        var product = ProductReader.Read(
            (await FindAsync(request.Name, cancellation).ConfigureAwait(false)).Content).Content!;
        var definition = product.Workflows[ActivationAction.Provision];
        var provision = await workflows.FindAsync(definition, 0, cancellation).ConfigureAwait(false)
            ?? throw WorkflowVersions.Retired(new WorkflowName(definition, 0));
        var plan = await compiler.CompileAsync(provision, [], cancellation).ConfigureAwait(false);
        var proposal = DeprovisionProposal.Of(product.Id, provision.Content, plan, adapters, Waived(product));
        var response = new V1.ProposeDeprovisionResponse { Content = proposal.Content };
        response.Missing.AddRange(proposal.Missing);
        return response;
    }

    private static HashSet<string> Waived(ProductContent product) =>
        product.Waivers.Select(waiver => waiver.Step).ToHashSet(StringComparer.Ordinal);

    private async Task<StoredProduct> FindAsync(string named, CancellationToken cancellation)
    {
        var violations = new Violations();
        var name = ProductName.Read(violations, "name", named);
        violations.ThrowIfAny();
        return await store.FindAsync(name!.Value.Product, name.Value.Version, cancellation).ConfigureAwait(false)
            ?? throw Failures.ProductNotFound(name.Value.Version == 0 ? name.Value.Product : named);
    }

    private static ProductName? ReadToken(string token, V1.ListProductsRequest scope, Violations violations)
    {
        if (token.Length == 0)
            return null;
        if (PageToken.TryRead(token, scope, out var last))
            return ProductName.Read(new Violations(), "page_token", last, withVersion: true);

        violations.Add(
            "page_token",
            "is no token of a page of this list. Send the one that the page before had, with the same all_versions.");
        return null;
    }
}
