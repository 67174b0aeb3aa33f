using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>Workflow versions and products: the same statements for both databases.</summary>
internal sealed class SqlWorkflowStore(IDatabase database) : IWorkflowStore
{
    public Task<PublishResult> PublishAsync(NewWorkflowVersion version, CancellationToken cancellation) =>
        database.InTransactionAsync(
            async transaction => await WorkflowRows.FindRequestAsync(
                transaction, version.Caller, version.RequestId).ConfigureAwait(false) is { } earlier
                ? new PublishResult.Published((await WorkflowRows.FindAsync(transaction, earlier.Definition, earlier.Version).ConfigureAwait(false))!)
                : await PublishAsync(transaction, version).ConfigureAwait(false),
            cancellation);

    public async Task<StoredWorkflow?> FindAsync(string definition, int version, CancellationToken cancellation)
    {
        var found = await database.QueryAsync(
            WorkflowRows.Find(definition, version), WorkflowRows.Read, cancellation).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public Task<IReadOnlyList<StoredWorkflow>> ListAsync(
        bool allVersions, (string Definition, int Version)? after, int limit, CancellationToken cancellation) =>
        database.QueryAsync(WorkflowRows.List(allVersions, after, limit), WorkflowRows.Read, cancellation);

    public Task<StoredWorkflow?> RetireAsync(
        string definition,
        int version,
        string caller,
        string requestId,
        string requestHash,
        CancellationToken cancellation) =>
        database.InTransactionAsync(
            async transaction =>
            {
                var found = version < 1
                    ? null
                    : await WorkflowRows.FindAsync(transaction, definition, version).ConfigureAwait(false);
                if (found is null)
                    return null;

                await WorkflowRows.RetireAsync(transaction, definition, version).ConfigureAwait(false);
                if (await WorkflowRows.FindRequestAsync(transaction, caller, requestId).ConfigureAwait(false) is null)
                    await WorkflowRows.KeepRequestAsync(
                        transaction, caller, requestId, requestHash, found).ConfigureAwait(false);
                return found with { IsRetired = true };
            },
            cancellation);

    public async Task<WorkflowRequest?> FindRequestAsync(
        string caller, string requestId, CancellationToken cancellation)
    {
        var found = await database.QueryAsync(
            WorkflowRows.FindRequest(caller, requestId), WorkflowRows.ReadRequest, cancellation).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public Task<IReadOnlyList<StoredTrigger>> FindTriggersAsync(string? eventName, CancellationToken cancellation) =>
        database.QueryAsync(TriggerRows.Find(eventName), TriggerRows.Read, cancellation);

    public Task SaveProductsAsync(IReadOnlyList<StoredProduct> products, CancellationToken cancellation) =>
        database.InTransactionAsync(
            async transaction =>
            {
                foreach (var product in products)
                {
                    await transaction.ExecuteAsync(new SqlQuery(
                        "insert into products (id, content) values (@id, @content) on conflict (id) do update set "
                            + "content = excluded.content")
                        .With("id", StoredText.Of(product.Id)).With("content", WorkflowRows.BytesOf(product.Content)))
                            .ConfigureAwait(false);
                }

                return products.Count;
            },
            cancellation);

    public Task<IReadOnlyList<StoredProduct>> ListProductsAsync(CancellationToken cancellation) => database.QueryAsync(
        new SqlQuery("select id, content from products order by id"),
        row => new StoredProduct(row.GetString(0), WorkflowRows.TextOf(row.GetFieldValue<byte[]>(1))),
        cancellation);

    private static async Task<PublishResult> PublishAsync(SqlTransaction transaction, NewWorkflowVersion version)
    {
        var latest = await WorkflowRows.FindLatestVersionAsync(transaction, version.Definition).ConfigureAwait(false);
        if (version.ExpectedLatest is { } expected && expected != latest)
            return new PublishResult.NotLatest(latest);

        var stored = await WorkflowRows.FindAsync(transaction, version.Definition, version: 0).ConfigureAwait(false);
        if (stored?.ContentHash != version.ContentHash)
            stored = await WorkflowRows.AddAsync(transaction, version, latest + 1).ConfigureAwait(false);
        await WorkflowRows.KeepRequestAsync(
            transaction, version.Caller, version.RequestId, version.RequestHash, stored!).ConfigureAwait(false);
        return new PublishResult.Published(stored!);
    }
}
