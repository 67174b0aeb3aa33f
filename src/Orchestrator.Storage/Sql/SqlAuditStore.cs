using System.Text.Json;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>Audits and their findings: the same statements for both databases.</summary>
internal sealed partial class SqlAuditStore(IDatabase database) : IAuditStore
{
    public Task<AuditStart> StartAsync(NewAudit audit, CancellationToken cancellation) =>
        database.InTransactionAsync(transaction => StartAsync(transaction, audit), cancellation);

    public async Task<AuditRun?> ClaimAsync(
        string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation)
    {
        var claimed = await database.InTransactionAsync(
            transaction => transaction.QueryAsync(
                new SqlQuery(
                    "update audit_runs set owner = @owner, claimed_until = @until, state = @running "
                    + "where is_open = 1 and (owner = @owner or claimed_until <= @now) "
                    + "returning number, state, adapters, actor, reason, create_time, end_time, owner")
                    .With("owner", StoredText.Of(owner))
                    .With("until", StoredTime.Of(until))
                    .With("now", StoredTime.Of(now))
                    .With("running", (int)AuditState.Running),
                AuditRows.ReadRun),
            cancellation).ConfigureAwait(false);
        return await AuditRows.WithPartsAsync(database, claimed, cancellation).ConfigureAwait(false) is [var run]
            ? run
            : null;
    }

    public Task<bool> KeepAsync(AuditClaim claim, AuditPart part, CancellationToken cancellation) => OwnedAsync(
        claim, transaction => transaction.ExecuteAsync(AuditRows.Put(claim.Audit, part)), cancellation);

    public Task<bool> FinishAsync(AuditClaim claim, DateTimeOffset now, CancellationToken cancellation) => OwnedAsync(
        claim,
        async transaction =>
        {
            await ReopenAsync(transaction, claim.Audit, now).ConfigureAwait(false);
            await transaction.ExecuteAsync(new SqlQuery(
                "update audit_runs set is_open = null, end_time = @now, state = case when exists "
                + "(select 1 from audit_parts where audit = @audit and state <> @complete) then @incomplete "
                + "else @complete end where number = @audit")
                .With("audit", claim.Audit)
                .With("now", StoredTime.Of(now))
                .With("complete", (int)AuditState.Complete)
                .With("incomplete", (int)AuditState.Incomplete)).ConfigureAwait(false);
        },
        cancellation);

    public async Task<AuditRun?> FindAsync(long number, CancellationToken cancellation) =>
        await ReadAsync(
            new SqlQuery(AuditRows.RunColumns + "where number = @number").With("number", number), cancellation)
            .ConfigureAwait(false) is [var run] ? run : null;

    public Task<IReadOnlyList<AuditRun>> ListAsync(long? before, int limit, CancellationToken cancellation) => ReadAsync(
        new SqlQuery(AuditRows.RunColumns + "where number < @before order by number desc limit @limit")
            .With("before", before ?? long.MaxValue).With("limit", (long)limit),
        cancellation);

    private async Task<IReadOnlyList<AuditRun>> ReadAsync(SqlQuery query, CancellationToken cancellation) =>
        await AuditRows.WithPartsAsync(
            database,
            await database.QueryAsync(query, AuditRows.ReadRun, cancellation).ConfigureAwait(false),
            cancellation).ConfigureAwait(false);

    private static async Task<AuditStart> StartAsync(SqlTransaction transaction, NewAudit audit)
    {
        var request = new SqlQuery.Key(RequestKey.Of(audit.Actor, audit.RequestId));
        var before = await transaction.QueryAsync(
            new SqlQuery("select request_hash, number from audit_runs where request = @request").With("request", request),
            static row => (Hash: row.GetString(0), Number: row.GetInt64(1))).ConfigureAwait(false);
        if (before is [var same])
        {
            return same.Hash == audit.RequestHash
                ? new AuditStart.Started(await ReadOneAsync(transaction, same.Number).ConfigureAwait(false))
                : new AuditStart.RequestIdReused();
        }

        var open = await transaction.QueryAsync(
            new SqlQuery(AuditRows.RunColumns + "where is_open = 1"), AuditRows.ReadRun).ConfigureAwait(false);
        if (open is [var other])
            return new AuditStart.Busy(other);

        var number = 1 + (await transaction.QueryAsync(
            new SqlQuery("select coalesce(max(number), 0) from audit_runs"), static row => row.GetInt64(0))
            .ConfigureAwait(false))[0];
        await transaction.ExecuteAsync(new SqlQuery(
            "insert into audit_runs (number, state, is_open, adapters, actor, reason, request, request_hash, "
            + "create_time, owner, claimed_until) values (@number, @waiting, 1, @adapters, @actor, @reason, @request, "
            + "@hash, @now, '', 0)")
            .With("number", number)
            .With("waiting", (int)AuditState.Waiting)
            .With("adapters", JsonSerializer.Serialize(audit.Adapters))
            .With("actor", StoredText.Of(audit.Actor))
            .With("reason", StoredText.Of(audit.Reason))
            .With("request", request)
            .With("hash", StoredText.Of(audit.RequestHash))
            .With("now", StoredTime.Of(audit.Time))).ConfigureAwait(false);
        return new AuditStart.Started(await ReadOneAsync(transaction, number).ConfigureAwait(false));
    }

    private static async Task<AuditRun> ReadOneAsync(SqlTransaction transaction, long number) =>
        (await transaction.QueryAsync(
            new SqlQuery(AuditRows.RunColumns + "where number = @number").With("number", number), AuditRows.ReadRun)
            .ConfigureAwait(false))[0];

    /// <summary>Does something if the claim still holds, and renews it; false where another has the audit.</summary>
    private Task<bool> OwnedAsync(
        AuditClaim claim, Func<SqlTransaction, Task> work, CancellationToken cancellation) => database.InTransactionAsync(
        async transaction =>
        {
            var ours = await transaction.QueryAsync(
                new SqlQuery(
                    "update audit_runs set claimed_until = @until where number = @audit and owner = @owner and "
                    + "is_open = 1 returning number")
                    .With("audit", claim.Audit)
                    .With("owner", StoredText.Of(claim.Owner))
                    .With("until", StoredTime.Of(claim.Until)),
                static row => row.GetInt64(0)).ConfigureAwait(false);
            if (ours.Count == 0)
                return false;

            await work(transaction).ConfigureAwait(false);
            return true;
        },
        cancellation);
}
