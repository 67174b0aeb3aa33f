using System.Data.Common;

namespace Orchestrator.Storage.Sql;

/// <summary>Statements within one transaction.</summary>
internal sealed class SqlTransaction(
    IDatabase database, DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
{
    public async Task<IReadOnlyList<T>> QueryAsync<T>(SqlQuery query, Func<DbDataReader, T> row)
    {
        var command = Command(query);
        await using (command.ConfigureAwait(false))
            return await ReadAsync(command, row, cancellation).ConfigureAwait(false);
    }

    public async Task ExecuteAsync(SqlQuery query)
    {
        var command = Command(query);
        await using (command.ConfigureAwait(false))
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    public static async Task<IReadOnlyList<T>> ReadAsync<T>(
        DbCommand command, Func<DbDataReader, T> row, CancellationToken cancellation)
    {
        var rows = new List<T>();
        var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                rows.Add(row(reader));
        }

        return rows;
    }

    private DbCommand Command(SqlQuery query)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = query.Text;
        foreach (var (name, value) in query.Parameters)
            database.Bind(command, name, value);

        return command;
    }
}
