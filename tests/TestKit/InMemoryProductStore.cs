using Orchestrator.Engine.Ports;

namespace Orchestrator.TestKit;

/// <summary>Versions of products in memory.</summary>
/// <param name="workflowStore">Where workflows go that are published with them.</param>
public sealed class InMemoryProductStore(InMemoryWorkflowStore workflowStore) : IProductStore
{
    private readonly Lock _gate = new();
    private readonly List<StoredProduct> _versions = [];
    private readonly Dictionary<(string Caller, string RequestId), ProductRequest> _requests = [];

    public Task<ProductPublishResult> PublishAsync(
        NewProductVersion product, IReadOnlyList<NewWorkflowVersion> workflows, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(Publish(product, workflows));
    }

    private ProductPublishResult Publish(NewProductVersion product, IReadOnlyList<NewWorkflowVersion> workflows)
    {
        if (_requests.TryGetValue((product.Caller, product.RequestId), out var before))
            return new ProductPublishResult.Published(Find(before.Product, before.Version)!);

        var latest = Find(product.Id, 0);
        if (product.ExpectedLatest is { } expected && expected != (latest?.Version ?? 0))
            return new ProductPublishResult.NotLatest(latest?.Version ?? 0);

        // In memory it has ended when it returns.
        foreach (var workflow in workflows)
            _ = workflowStore.PublishAsync(workflow, CancellationToken.None);
        if (latest?.ContentHash != product.ContentHash)
        {
            latest = new StoredProduct(
                product.Id,
                (latest?.Version ?? 0) + 1,
                product.Content,
                product.ContentHash,
                product.Author,
                product.Reason,
                product.Time);
            _versions.Add(latest);
        }

        _requests.Add((product.Caller, product.RequestId), new(product.RequestHash, product.Id, latest!.Version));
        return new ProductPublishResult.Published(latest);
    }

    public Task<StoredProduct?> FindAsync(string product, int version, CancellationToken cancellation) =>
        Task.FromResult(Find(product, version));

    public Task<IReadOnlyList<StoredProduct>> ListAsync(
        bool allVersions, (string Product, int Version)? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredProduct>>(
        [
            .. _versions
                .Where(one => allVersions || one == Find(one.Id, 0))
                .Where(one => after is not { } last
                    || string.CompareOrdinal(one.Id, last.Product) > 0
                    || (one.Id == last.Product && one.Version < last.Version))
                .OrderBy(one => one.Id, StringComparer.Ordinal)
                .ThenByDescending(one => one.Version)
                .Take(limit),
        ]);

    public Task<ProductRequest?> FindRequestAsync(string caller, string requestId, CancellationToken cancellation) =>
        Task.FromResult(_requests.GetValueOrDefault((caller, requestId)));

    private StoredProduct? Find(string product, int version) =>
        _versions.LastOrDefault(one => one.Id == product && (version == 0 || one.Version == version));
}
