using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using Orchestrator.Storage.Rows;
using Orchestrator.Storage.Sql;

namespace Orchestrator.Storage.Postgres;

/// <summary>The pools: connections that read, and connections that write batches.</summary>
internal sealed class PostgresDatabase(PostgresSettings settings, NpgsqlDataSource readers) : IDatabase
{
    private const int TriesMax = 20;

    public PostgresSettings Settings => settings;

    public NpgsqlDataSource Readers => readers;

    public NpgsqlDataSource Writers { get; } = settings.OpenWriters();

    public async Task<IReadOnlyList<T>> QueryAsync<T>(
        SqlQuery query, Func<DbDataReader, T> row, CancellationToken cancellation)
    {
        try
        {
            var connection = await readers.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var command = connection.CreateCommand();
                await using (command.ConfigureAwait(false))
                {
                    command.CommandText = query.Text;
                    foreach (var (name, value) in query.Parameters)
                        Bind(command, name, value);
                    return await SqlTransaction.ReadAsync(command, row, cancellation).ConfigureAwait(false);
                }
            }
        }
        catch (Exception failure) when (PostgresFailure.IsUnavailable(failure))
        {
            throw PostgresFailure.Unavailable(failure);
        }
    }

    public async Task<T> InTransactionAsync<T>(Func<SqlTransaction, Task<T>> work, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await RunAsync(work, cancellation).ConfigureAwait(false);
            }
            catch (Exception failure) when (PostgresFailure.IsConflict(failure) && tries < TriesMax)
            {
                // Another transaction was first; what it did is there now, and seen by the next try.
            }
            catch (Exception failure) when (PostgresFailure.IsUnavailable(failure))
            {
                throw PostgresFailure.Unavailable(failure);
            }
        }
    }

    public string AnyOf(string column, string parameter) => $"{column} = any(@{parameter})";

    public string Contains(string column, string parameter) => $"strpos({column}, @{parameter}) > 0";

    public string HasLabels(SqlQuery query, IReadOnlyDictionary<string, string> labels)
    {
        query.With("labels", new LabelsJson(LabelsJson.Write(labels)!));
        return "a.labels is not null and a.labels @> @labels";
    }

    public void Bind(DbCommand command, string name, object? value) =>
        ((NpgsqlCommand)command).Parameters.Add(value switch
        {
            null => new NpgsqlParameter(name, DBNull.Value),
            SqlQuery.Key key => new NpgsqlParameter<Guid>(name, new Guid(key.Bytes, bigEndian: true)),
            LabelsJson labels => new NpgsqlParameter(name, NpgsqlDbType.Jsonb) { Value = labels.Text },
            _ => new NpgsqlParameter(name, value),
        });

    public async ValueTask DisposeAsync()
    {
        await Writers.DisposeAsync().ConfigureAwait(false);
        await readers.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<T> RunAsync<T>(Func<SqlTransaction, Task<T>> work, CancellationToken cancellation)
    {
        var connection = await readers.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var result = await work(
                    new SqlTransaction(this, connection, transaction, cancellation)).ConfigureAwait(false);
                await transaction.CommitAsync(cancellation).ConfigureAwait(false);
                return result;
            }
        }
    }
}
