using Microsoft.Data.Sqlite;

namespace Orchestrator.Bench.Reference;

internal sealed class BareSqliteTable : IBareTable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteParameter _saga;
    private readonly SqliteParameter _row;

    public BareSqliteTable(string folder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bare.db")}");
        _connection.Open();
        using (var set = _connection.CreateCommand())
        {
            set.CommandText = "pragma journal_mode = wal; pragma synchronous = full; drop table if exists bench_bare; "
                + "create table bench_bare (saga integer, row integer, content blob, primary key (saga, row)) "
                + "without rowid";
            set.ExecuteNonQuery();
        }

        _insert = _connection.CreateCommand();
        _insert.CommandText = "insert into bench_bare values ($saga, $row, $content)";
        _saga = _insert.Parameters.Add("$saga", SqliteType.Integer);
        _row = _insert.Parameters.Add("$row", SqliteType.Integer);
        _insert.Parameters.Add("$content", SqliteType.Blob).Value = new byte[150];
        _insert.Prepare();
    }

    public Task InsertAsync(long[] sagas, int[] rows)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        for (var index = 0; index < sagas.Length; index++)
        {
            (_saga.Value, _row.Value) = (sagas[index], rows[index]);
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _insert.Dispose();
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }
}
