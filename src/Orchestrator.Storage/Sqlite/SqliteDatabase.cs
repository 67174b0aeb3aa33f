using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Orchestrator.Storage.Rows;
using Orchestrator.Storage.Sql;

namespace Orchestrator.Storage.Sqlite;

/// <summary>Connections to the file: any number that read, and one at a time that writes.</summary>
internal sealed class SqliteDatabase(SqliteSettings settings) : IDatabase
{
    /// <summary>Who writes holds it: SQLite has one writer, and waiting here is fairer than its busy loop.</summary>
    public SemaphoreSlim Writer { get; } = new(1);

    public SqliteSettings Settings => settings;

    public Task<IReadOnlyList<T>> QueryAsync<T>(
        SqlQuery query, Func<DbDataReader, T> row, CancellationToken cancellation) =>
        RunAsync(async () =>
        {
            using var connection = settings.Open();
            using var command = connection.CreateCommand();
            command.CommandText = query.Text;
            foreach (var (name, value) in query.Parameters)
                Bind(command, name, value);
            return await SqlTransaction.ReadAsync(command, row, cancellation).ConfigureAwait(false);
        });

    public async Task<T> InTransactionAsync<T>(Func<SqlTransaction, Task<T>> work, CancellationToken cancellation)
    {
        await Writer.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await RunAsync(async () =>
            {
                // Immediate: nobody else writes from here on, so nothing that was read can be outdated when it is acted
                // on.
                using var connection = settings.OpenWriter();
                using var transaction = connection.BeginTransaction(deferred: false);
                var result = await work(
                    new SqlTransaction(this, connection, transaction, cancellation)).ConfigureAwait(false);
                transaction.Commit();
                return result;
            }).ConfigureAwait(false);
        }
        finally
        {
            Writer.Release();
        }
    }

    public string AnyOf(string column, string parameter) => $"{column} in (select value from json_each(@{parameter}))";

    public string Contains(string column, string parameter) => $"instr({column}, @{parameter}) > 0";

    public string HasLabels(SqlQuery query, IReadOnlyDictionary<string, string> labels)
    {
        var conditions = new List<string>();
        foreach (var (name, value) in labels)
        {
            var number = conditions.Count;
            query.With($"label{number}", StoredText.Of(name)).With($"labelValue{number}", StoredText.Of(value));
            conditions.Add($"a.id in (select activation from activation_labels where name = @label{number} and value = "
                + $"@labelValue{number})");
        }

        return string.Join(" and ", conditions);
    }

    public void Bind(DbCommand command, string name, object? value) =>
        ((SqliteCommand)command).Parameters.AddWithValue("@" + name, value switch
        {
            null => DBNull.Value,
            SqlQuery.Key key => key.Bytes,
            long[] numbers => JsonSerializer.Serialize(numbers),
            string[] texts => JsonSerializer.Serialize(texts),
            _ => value,
        });

    public ValueTask DisposeAsync()
    {
        using (var connection = new SqliteConnection(settings.ConnectionString))
            SqliteConnection.ClearPool(connection);
        Writer.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>SQLite has nothing to await: what it does is done on a thread of the pool.</summary>
    private async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await Task.Run(work).ConfigureAwait(false);
        }
        catch (Exception failure) when (SqliteFailure.IsUnavailable(failure))
        {
            throw SqliteFailure.Unavailable(settings.File, failure);
        }
    }
}
