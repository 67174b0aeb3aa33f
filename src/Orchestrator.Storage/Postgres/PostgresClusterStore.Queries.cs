using Npgsql;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Sql;

namespace Orchestrator.Storage.Postgres;

/// <summary>What is to be seen of the cluster, and how statements are run.</summary>
internal sealed partial class PostgresClusterStore
{
    public async Task<ClusterPicture> DescribeAsync(CancellationToken cancellation)
    {
        var nodes = await QueryAsync(
            _talk,
            """
            select number, id, address, version, started, clock_timestamp() - heartbeat, draining, heartbeat + $1 > clock_timestamp()
            from nodes order by number
            """,
            row => new ClusterNode(
                row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4), row.GetTimeSpan(5), row.GetBoolean(6),
                row.GetBoolean(7)),
            cancellation,
            _terms.Duration).ConfigureAwait(false);
        var shards = await QueryAsync(
            _talk,
            """
            select shard, owner, token, case when lease_until = '-infinity' then interval '0' else lease_until - clock_timestamp() end
            from shards order by shard
            """,
            row => new ClusterShard(row.GetInt16(0), row.GetInt64(1), row.GetInt64(2), row.GetTimeSpan(3)),
            cancellation).ConfigureAwait(false);
        return new ClusterPicture(nodes, shards);
    }

    public async Task<bool> DrainAsync(string node, CancellationToken cancellation)
    {
        var found = await QueryAsync(
            _talk, "update nodes set draining = true where id = $1 returning number", row => row.GetInt64(0), cancellation, node).ConfigureAwait(false);
        await TellAsync(new ClusterWord.Leases(), cancellation).ConfigureAwait(false);
        return found.Count > 0;
    }

    private static Task<IReadOnlyList<T>> QueryAsync<T>(
        NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation, params object[] values) =>
        RunAsync(source, async connection =>
        {
            var command = new NpgsqlCommand(sql, connection);
            await using (command.ConfigureAwait(false))
            {
                foreach (var value in values)
                    command.Parameters.Add(new NpgsqlParameter { Value = value });
                return await SqlTransaction.ReadAsync(command, reader => row((NpgsqlDataReader)reader), cancellation).ConfigureAwait(false);
            }
        });

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql, CancellationToken cancellation, params object[] values) =>
        await QueryAsync(source, sql, static _ => true, cancellation, values).ConfigureAwait(false);

    private static async Task<T> RunAsync<T>(NpgsqlDataSource source, Func<NpgsqlConnection, Task<T>> work)
    {
        for (var again = true; ; again = false)
        {
            try
            {
                var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                    return await work(connection).ConfigureAwait(false);
            }
            catch (PostgresException deadlock) when (again && PostgresFailure.IsConflict(deadlock))
            {
                // Another transaction was first.
            }
            catch (Exception failure) when (PostgresFailure.IsUnavailable(failure))
            {
                if (failure is NpgsqlException)
                    source.Clear();
                throw PostgresFailure.Unavailable(failure);
            }
        }
    }

    private static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }
}
