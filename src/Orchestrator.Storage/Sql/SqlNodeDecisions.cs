using System.Data.Common;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>Decisions about nodes: the same statements for both databases.</summary>
internal sealed class SqlNodeDecisions(IDatabase database) : INodeDecisions
{
    public Task<NodeDecisionOutcome> KeepAsync(
        NewNodeDecision decision, NodeDecisionOutcome verdict, CancellationToken cancellation) =>
        database.InTransactionAsync(transaction => KeepAsync(transaction, decision, verdict), cancellation);

    public Task<IReadOnlyList<NodeDecision>> ReadAsync(string node, int max, CancellationToken cancellation) =>
        database.QueryAsync(
        new SqlQuery("select node, drains, forced, actor, reason, ticket, time from node_decisions where node = @node "
            + "order by number desc limit @max")
            .With("node", StoredText.Of(node)).With("max", (long)max),
        Read,
        cancellation);

    /// <summary>Keeps it, with whatever else the transaction does.</summary>
    public static async Task<NodeDecisionOutcome> KeepAsync(
        SqlTransaction transaction, NewNodeDecision decision, NodeDecisionOutcome verdict)
    {
        var what = decision.What;
        var request = new SqlQuery.Key(RequestKey.Of(what.Actor, decision.RequestId));
        var before = await transaction.QueryAsync(
            new SqlQuery("select request_hash from node_decisions where request = @request").With("request", request),
            row => row.GetString(0))
            .ConfigureAwait(false);
        if (before is [var hash])
            return hash == decision.RequestHash ? NodeDecisionOutcome.Repeated : NodeDecisionOutcome.RequestIdReused;
        if (verdict != NodeDecisionOutcome.Decided)
            return verdict;

        await transaction.ExecuteAsync(new SqlQuery(
            "insert into node_decisions (time, drains, forced, request, request_hash, node, actor, reason, ticket) "
            + "values (@time, @drains, @forced, @request, @hash, @node, @actor, @reason, @ticket)")
            .With("time", StoredTime.Of(what.Time))
            .With("drains", what.Drains ? 1 : 0)
            .With("forced", what.IsForced ? 1 : 0)
            .With("request", request)
            .With("hash", StoredText.Of(decision.RequestHash))
            .With("node", StoredText.Of(what.Node))
            .With("actor", StoredText.Of(what.Actor))
            .With("reason", StoredText.Of(what.Reason))
            .With("ticket", StoredText.Of(what.Ticket))).ConfigureAwait(false);
        return NodeDecisionOutcome.Decided;
    }

    private static NodeDecision Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetInt32(1) != 0,
        row.GetInt32(2) != 0,
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        StoredTime.Read(row.GetInt64(6)));
}
