using Npgsql;
using Orchestrator.Storage.Sql;

namespace Orchestrator.Storage.Postgres;

/// <summary>How statements are run.</summary>
internal sealed partial class PostgresClusterStore
{
    private static Task<IReadOnlyList<T>> QueryAsync<T>(
        NpgsqlDataSource source,
        string sql,
        Func<NpgsqlDataReader,
        T> row,
        CancellationToken cancellation,
        params object[] values) =>
        RunAsync(source, async connection =>
        {
            var command = new NpgsqlCommand(sql, connection);
            await using (command.ConfigureAwait(false))
            {
                foreach (var value in values)
                    command.Parameters.Add(new NpgsqlParameter { Value = value });
                return await SqlTransaction.ReadAsync(command, reader => row((NpgsqlDataReader)reader), cancellation)
                    .ConfigureAwait(false);
            }
        });

    private static async Task ExecuteAsync(
        NpgsqlDataSource source, string sql, CancellationToken cancellation, params object[] values) =>
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
