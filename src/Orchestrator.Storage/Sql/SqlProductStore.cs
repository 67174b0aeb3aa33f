using Orchestrator.Engine.Ports;

namespace Orchestrator.Storage.Sql;

/// <summary>Versions of products: the same statements for both databases.</summary>
internal sealed class SqlProductStore(IDatabase database) : IProductStore
{
    public Task<ProductPublishResult> PublishAsync(
        NewProductVersion product, IReadOnlyList<NewWorkflowVersion> workflows, CancellationToken cancellation) =>
        database.InTransactionAsync(
            async transaction => await FindRepeatedAsync(transaction, product).ConfigureAwait(false) is { } before
                ? new ProductPublishResult.Published(before)
                : await PublishAsync(transaction, product, workflows).ConfigureAwait(false),
            cancellation);

    public async Task<StoredProduct?> FindAsync(string product, int version, CancellationToken cancellation)
    {
        var found = await database.QueryAsync(
            ProductRows.Find(product, version), ProductRows.Read, cancellation).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public Task<IReadOnlyList<StoredProduct>> ListAsync(
        bool allVersions, (string Product, int Version)? after, int limit, CancellationToken cancellation) =>
        database.QueryAsync(ProductRows.List(allVersions, after, limit), ProductRows.Read, cancellation);

    public async Task<ProductRequest?> FindRequestAsync(
        string caller, string requestId, CancellationToken cancellation)
    {
        var found = await database.QueryAsync(
            ProductRows.FindRequest(caller, requestId), ProductRows.ReadRequest, cancellation).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    private static async Task<StoredProduct?> FindRepeatedAsync(SqlTransaction transaction, NewProductVersion product)
    {
        var earlier = await transaction.QueryAsync(
            ProductRows.FindRequest(product.Caller, product.RequestId), ProductRows.ReadRequest).ConfigureAwait(false);
        return earlier is [var request]
            ? await FindAsync(transaction, request.Product, request.Version).ConfigureAwait(false)
            : null;
    }

    private static async Task<ProductPublishResult> PublishAsync(
        SqlTransaction transaction, NewProductVersion product, IReadOnlyList<NewWorkflowVersion> workflows)
    {
        var latest = await FindAsync(transaction, product.Id, version: 0).ConfigureAwait(false);
        if (product.ExpectedLatest is { } expected && expected != (latest?.Version ?? 0))
            return new ProductPublishResult.NotLatest(latest?.Version ?? 0);

        foreach (var workflow in workflows)
            await WorkflowRows.PublishAsync(transaction, workflow).ConfigureAwait(false);
        if (latest?.ContentHash != product.ContentHash)
        {
            var number = (latest?.Version ?? 0) + 1;
            await transaction.ExecuteAsync(ProductRows.Insert(product, number)).ConfigureAwait(false);
            latest = await FindAsync(transaction, product.Id, number).ConfigureAwait(false);
        }

        await transaction.ExecuteAsync(ProductRows.KeepRequest(product, latest!.Version)).ConfigureAwait(false);
        return new ProductPublishResult.Published(latest);
    }

    private static async Task<StoredProduct?> FindAsync(SqlTransaction transaction, string product, int version)
    {
        var found = await transaction.QueryAsync(
            ProductRows.Find(product, version), ProductRows.Read).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }
}
