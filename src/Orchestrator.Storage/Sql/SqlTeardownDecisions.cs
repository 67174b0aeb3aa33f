using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>Decisions about incomplete teardowns: the same statements for both databases.</summary>
internal sealed class SqlTeardownDecisions(IDatabase database) : ITeardownDecisions
{
    public Task<TeardownOutcome> ResolveAsync(NewTeardownDecision decision, CancellationToken cancellation) =>
        database.InTransactionAsync(transaction => ResolveAsync(transaction, decision), cancellation);

    public Task<IReadOnlyList<TeardownDecision>> ListAsync(RecordQuery query, CancellationToken cancellation) =>
        database.QueryAsync(CustomerRows.Page(TeardownRow.Columns, query), TeardownRow.Read, cancellation);

    private static async Task<TeardownOutcome> ResolveAsync(SqlTransaction transaction, NewTeardownDecision decision)
    {
        var request = new SqlQuery.Key(RequestKey.Of(decision.Who.Actor, decision.Who.RequestId));
        if (await CustomerRows.FindRequestAsync(transaction, request).ConfigureAwait(false) is { } kept)
            return kept.Hash == decision.Who.RequestHash
                ? await RepeatAsync(transaction, decision, kept).ConfigureAwait(false)
                : new TeardownOutcome.RequestIdReused();

        if (await OccupyAsync(transaction, decision.Service).ConfigureAwait(false) is { } occupant)
            return new TeardownOutcome.Busy(occupant);

        var outcome = await DecideAsync(transaction, decision).ConfigureAwait(false);
        if (outcome is TeardownOutcome.Decided { Decision: var made })
        {
            await CustomerRows.KeepRequestAsync(
                transaction, request, new(decision.Who.RequestHash, StoredTime.Of(made.Time), made.Id))
                .ConfigureAwait(false);
            await transaction.ExecuteAsync(TeardownRow.Insert(made)).ConfigureAwait(false);
        }

        await GiveFreeAsync(transaction).ConfigureAwait(false);
        return outcome;
    }

    private static async Task<TeardownOutcome> DecideAsync(SqlTransaction transaction, NewTeardownDecision decision)
    {
        if (await FindAsync(transaction, decision.Service).ConfigureAwait(false) is not { } service)
            return new TeardownOutcome.NoService();
        if (service.State != ServiceState.TeardownIncomplete && !decision.IsOfDoubts)
            return new TeardownOutcome.WrongState(service.State);

        var held = await ReadLedgerAsync(transaction, decision.Service).ConfigureAwait(false);
        if (decision.Resources.FirstOrDefault(one => !held.ContainsKey(one)) is { } missing)
            return new TeardownOutcome.NotHeld(missing);

        var taken = decision.Resources.Select(one => held[one]).ToArray();
        foreach (var entry in taken)
            await transaction.ExecuteAsync(Release(entry)).ConfigureAwait(false);
        if (service.State == ServiceState.TeardownIncomplete)
            await KeepAsync(transaction, After(service, [.. held.Values.Except(taken)], decision.Time)).ConfigureAwait(false);

        // As it is now: something may have been added to it meanwhile.
        var after = (await FindAsync(transaction, decision.Service).ConfigureAwait(false))!;
        var left = (await ReadLedgerAsync(transaction, decision.Service).ConfigureAwait(false)).Count;
        return new TeardownOutcome.Decided(new TeardownDecision(
            decision.Id,
            service.Id,
            service.Customer,
            decision.Time,
            decision.Who.Actor,
            decision.Who.Reason,
            decision.Who.Ticket,
            decision.Resolution,
            taken,
            after.State,
            left));
    }

    private static ServiceEntry After(ServiceEntry service, LedgerEntry[] left, DateTimeOffset time) => left.Length > 0
        ? TeardownReason.Incomplete(service, left)
        : service with { State = ServiceState.Terminated, EndTime = time, Reason = "" };

    private static async Task<TeardownOutcome> RepeatAsync(
        SqlTransaction transaction, NewTeardownDecision decision, CustomerRows.KeptRequest kept)
    {
        var service = await FindAsync(transaction, decision.Service).ConfigureAwait(false);
        return new TeardownOutcome.Decided(await CustomerRows.ReadAsync(
            transaction, TeardownRow.Columns, service!.Customer, kept, TeardownRow.Read).ConfigureAwait(false));
    }

    /// <summary>
    /// Takes the service as an activation takes it, for as long as the transaction lasts: the unique index over occupied
    /// services lets one of both wait for the other, in both databases. One that was on its way and came first is found
    /// when the transaction is run again.
    /// </summary>
    /// <returns>The activation that has it; null where it is taken.</returns>
    private static async Task<long?> OccupyAsync(SqlTransaction transaction, string service)
    {
        var occupants = await transaction.QueryAsync(
            new SqlQuery("select activation from activation_states where open_service is not null and open_service = @service")
                .With("service", StoredText.Of(service)),
            row => row.GetInt64(0)).ConfigureAwait(false);
        if (occupants.Count > 0)
            return occupants[0];

        await transaction.ExecuteAsync(
            new SqlQuery("insert into activation_states (activation, state, open_service) values (0, @state, @service)")
                .With("state", (int)ActivationState.Held)
                .With("service", StoredText.Of(service))).ConfigureAwait(false);
        return null;
    }

    private static Task GiveFreeAsync(SqlTransaction transaction) =>
        transaction.ExecuteAsync(new SqlQuery("delete from activation_states where activation = 0"));

    private static async Task<ServiceEntry?> FindAsync(SqlTransaction transaction, string service)
    {
        var found = await transaction.QueryAsync(
            new SqlQuery($"select {ServiceRow.Columns} from services v where v.id = @id").With("id", StoredText.Of(service)),
            row => ServiceRow.Read(row, 0)).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    private static async Task<Dictionary<ResourceKey, LedgerEntry>> ReadLedgerAsync(SqlTransaction transaction, string service)
    {
        var entries = await transaction.QueryAsync(
            new SqlQuery($"select {LedgerRow.Columns} from service_resources r where r.service = @service")
                .With("service", StoredText.Of(service)),
            LedgerRow.Read).ConfigureAwait(false);
        return entries.ToDictionary(ResourceKey.Of);
    }

    private static SqlQuery Release(LedgerEntry entry) => new SqlQuery(
        "delete from service_resources where service = @service and adapter = @adapter and kind = @kind and "
        + "external_id = @external")
        .With("service", StoredText.Of(entry.Service))
        .With("adapter", StoredText.Of(entry.Adapter))
        .With("kind", StoredText.Of(entry.Kind))
        .With("external", StoredText.Of(entry.ExternalId));

    private static async Task KeepAsync(SqlTransaction transaction, ServiceEntry service)
    {
        await transaction.ExecuteAsync(
            new SqlQuery("update services set state = @state, end_time = @end, reason = @reason where id = @id")
                .With("state", (int)service.State)
                .With("end", service.EndTime is { } end ? StoredTime.Of(end) : null)
                .With("reason", service.Reason)
                .With("id", StoredText.Of(service.Id))).ConfigureAwait(false);
        if (service.State != ServiceState.Terminated)
            return;

        // An activation that some other one started, and did not wait for, may have added to it meanwhile.
        await transaction.ExecuteAsync(
            new SqlQuery(LedgerSql.Incomplete("id = @id")).With("id", StoredText.Of(service.Id))).ConfigureAwait(false);
        await transaction.ExecuteAsync(
            new SqlQuery("delete from incomplete_teardowns where service = @id and exists (select 1 from services s "
                + "where s.id = @id and s.state = 4)").With("id", StoredText.Of(service.Id))).ConfigureAwait(false);
    }
}
