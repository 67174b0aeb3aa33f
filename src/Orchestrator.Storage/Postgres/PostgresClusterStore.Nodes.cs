using Npgsql;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Sql;

namespace Orchestrator.Storage.Postgres;

/// <summary>What people see of the cluster, and what they decide about its nodes.</summary>
internal sealed partial class PostgresClusterStore
{
    public async Task<ClusterPicture> DescribeAsync(CancellationToken cancellation)
    {
        var nodes = await QueryAsync(
            _talk,
            """
            select id, address, host, version, number, started, clock_timestamp() - heartbeat, heartbeat + $1 > clock_timestamp(),
                draining, leaving, activations, calls, calls_waiting, oldest_step, oldest_command, writes, oldest_write, adapters
            from nodes order by number
            """,
            ReadNode,
            cancellation,
            _terms.Duration).ConfigureAwait(false);
        var shards = await QueryAsync(
            _talk,
            """
            select shard, owner, token, case when lease_until > '-infinity' then lease_until - clock_timestamp() end, coalesce(waiting, 0), oldest
            from shards left join (
                select shard_of(activation) as shard, count(*) as waiting, clock_timestamp() - min(sent) as oldest
                from commands where answer is null group by 1) as open using (shard)
            order by shard
            """,
            ReadShard,
            cancellation).ConfigureAwait(false);
        return new ClusterPicture(nodes, shards);
    }

    /// <summary>
    /// One decision at a time, so that of the last two nodes not each is drained because there is the other.
    /// </summary>
    public async Task<NodeDecisionOutcome> DecideAsync(NewNodeDecision decision, CancellationToken cancellation)
    {
        var outcome = await database.InTransactionAsync(transaction => DecideAsync(transaction, decision), cancellation)
            .ConfigureAwait(false);
        if (outcome == NodeDecisionOutcome.Decided)
            await TellAsync(new ClusterWord.Leases(), cancellation).ConfigureAwait(false);
        return outcome;
    }

    private async Task<NodeDecisionOutcome> DecideAsync(SqlTransaction transaction, NewNodeDecision decision)
    {
        await transaction.QueryAsync(
            new SqlQuery("select pg_advisory_xact_lock(1330793285, 'shards'::regclass::oid::integer)"),
            static _ => true).ConfigureAwait(false);
        var nodes = await transaction.QueryAsync(
            new SqlQuery("select id, heartbeat + @duration > clock_timestamp(), draining, leaving from nodes").With(
                "duration", _terms.Duration),
            row => new NodeFacts(row.GetString(0), row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3)))
                .ConfigureAwait(false);
        var outcome = await SqlNodeDecisions.KeepAsync(transaction, decision, DrainRule.Check(decision.What, nodes))
            .ConfigureAwait(false);
        if (outcome == NodeDecisionOutcome.Decided)
        {
            await transaction.ExecuteAsync(new SqlQuery("update nodes set draining = @drains where id = @id")
                .With("drains", decision.What.Drains).With("id", decision.What.Node)).ConfigureAwait(false);
        }

        return outcome;
    }

    private static ClusterNode ReadNode(NpgsqlDataReader row) => new(
        new NodeIdentity(row.GetString(0), row.GetString(1), row.GetString(3)) { Host = row.GetString(2) },
        row.GetInt64(4),
        row.GetFieldValue<DateTimeOffset>(5),
        row.GetTimeSpan(6),
        new NodeFigures(
            row.GetFieldValue<int[]>(10),
            row.GetInt32(11),
            row.GetInt32(12),
            row.GetTimeSpan(13),
            row.GetTimeSpan(14),
            row.GetInt32(15),
            row.GetTimeSpan(16))
        {
            Adapters = AdapterFiguresJson.Read(row.GetString(17)),
        })
    {
        IsLive = row.GetBoolean(7),
        IsDraining = row.GetBoolean(8),
        IsLeaving = row.GetBoolean(9),
    };

    private static ClusterShard ReadShard(NpgsqlDataReader row) => new(
        row.GetInt16(0),
        row.GetInt64(1) is var owner and not 0 ? owner : null,
        row.GetInt64(2),
        row.IsDBNull(3) ? null : row.GetTimeSpan(3))
    {
        CommandsWaiting = (int)row.GetInt64(4),
        OldestCommand = row.IsDBNull(5) ? TimeSpan.Zero : row.GetTimeSpan(5),
    };
}
