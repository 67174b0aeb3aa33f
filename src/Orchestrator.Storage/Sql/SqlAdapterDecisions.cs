using System.Data.Common;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>Decisions about adapter instances: the same statements for both databases.</summary>
internal sealed class SqlAdapterDecisions(IDatabase database) : IAdapterDecisions
{
    private const string Columns = "select adapter, holds, actor, reason, ticket, time from adapter_decisions d ";

    public Task<AdapterDecisionOutcome> KeepAsync(NewAdapterDecision decision, CancellationToken cancellation) =>
        database.InTransactionAsync(transaction => KeepAsync(transaction, decision), cancellation);

    public Task<IReadOnlyList<AdapterDecision>> ReadAsync(string adapter, int max, CancellationToken cancellation) =>
        database.QueryAsync(
        new SqlQuery(Columns + "where adapter = @adapter order by number desc limit @max")
            .With("adapter", StoredText.Of(adapter)).With("max", (long)max),
        Read,
        cancellation);

    public Task<IReadOnlyList<AdapterDecision>> ReadHoldsAsync(CancellationToken cancellation) => database.QueryAsync(
        new SqlQuery(Columns + "where holds = 1 and not exists (select 1 from adapter_decisions later "
            + "where later.adapter = d.adapter and later.number > d.number) order by adapter"),
        Read,
        cancellation);

    private static async Task<AdapterDecisionOutcome> KeepAsync(SqlTransaction transaction, NewAdapterDecision decision)
    {
        var what = decision.What;
        var request = new SqlQuery.Key(RequestKey.Of(what.Actor, decision.RequestId));
        var before = await transaction.QueryAsync(
            new SqlQuery("select request_hash from adapter_decisions where request = @request").With("request", request),
            row => row.GetString(0))
            .ConfigureAwait(false);
        if (before is [var hash])
            return hash == decision.RequestHash ? AdapterDecisionOutcome.Repeated : AdapterDecisionOutcome.RequestIdReused;

        await transaction.ExecuteAsync(new SqlQuery(
            "insert into adapter_decisions (time, holds, request, request_hash, adapter, actor, reason, ticket) "
            + "values (@time, @holds, @request, @hash, @adapter, @actor, @reason, @ticket)")
            .With("time", StoredTime.Of(what.Time))
            .With("holds", what.Holds ? 1 : 0)
            .With("request", request)
            .With("hash", StoredText.Of(decision.RequestHash))
            .With("adapter", StoredText.Of(what.Adapter))
            .With("actor", StoredText.Of(what.Actor))
            .With("reason", StoredText.Of(what.Reason))
            .With("ticket", StoredText.Of(what.Ticket))).ConfigureAwait(false);
        return AdapterDecisionOutcome.Decided;
    }

    private static AdapterDecision Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetInt32(1) != 0,
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        StoredTime.Read(row.GetInt64(5)));
}
