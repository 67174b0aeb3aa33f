using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>Workflow versions: the same statements for both databases.</summary>
internal sealed class SqlWorkflowStore(IDatabase database) : IWorkflowStore
{
    public Task<PublishResult> PublishAsync(NewWorkflowVersion version, CancellationToken cancellation) =>
        database.InTransactionAsync(
            async transaction => await WorkflowRows.FindRequestAsync(
                transaction, version.Caller, version.RequestId).ConfigureAwait(false) is { } earlier
                ? new PublishResult.Published((await WorkflowRows.FindAsync(transaction, earlier.Definition, earlier.Version).ConfigureAwait(false))!)
                : await WorkflowRows.PublishAsync(transaction, version).ConfigureAwait(false),
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
}
