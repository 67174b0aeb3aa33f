using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Orchestrator.Bench.Reference;

/// <summary>
/// What the database itself can do, in the same run: a plain loop that inserts the rows of many sagas by one statement
/// and commits. Nothing decides, nothing is answered; four rows of 150 bytes stand for a saga of three steps.
/// </summary>
public static class InsertLoop
{
    private const int RowsPerSaga = 4;
    private const int SagasPerBatch = 64;

    private static readonly byte[] Row = new byte[150];

    /// <summary>Sagas' rows per second.</summary>
    public static Task<double> RunAsync(string folder, string? database, TimeSpan time) =>
        database is null ? Task.Run(() => Sqlite(folder, time)) : PostgresAsync(database, time);

    private static async Task<double> PostgresAsync(string database, TimeSpan time)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using (var create = source.CreateCommand(
            "drop table if exists bench_reference; create table bench_reference (id bigint, row int, content bytea, "
                + "primary key (id, row))"))
            await create.ExecuteNonQueryAsync();

        var last = 0L;
        var begun = Stopwatch.GetTimestamp();
        var writers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            await using var connection = await source.OpenConnectionAsync();
            var sagas = 0L;
            for (; Stopwatch.GetElapsedTime(begun) < time; sagas += SagasPerBatch)
            {
                var first = Interlocked.Add(ref last, SagasPerBatch);
                await using var insert = new NpgsqlCommand(
                    "insert into bench_reference select * from unnest($1, $2, $3)", connection);
                insert.Parameters.Add(
                    new() { Value = Ids(first), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
                insert.Parameters.Add(
                    new() { Value = Numbers(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
                insert.Parameters.Add(
                    new() { Value = Contents(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
                await insert.PrepareAsync();
                await insert.ExecuteNonQueryAsync();
            }

            return sagas;
        })));
        var rate = writers.Sum() / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await using var drop = source.CreateCommand("drop table bench_reference");
        await drop.ExecuteNonQueryAsync();
        return rate;
    }

    private static double Sqlite(string folder, TimeSpan time)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "reference.db")}");
        connection.Open();
        Execute(connection, "pragma journal_mode=wal; pragma synchronous=full;"
            + "create table bench_reference (id integer, row integer, content blob, primary key (id, row)) "
            + "without rowid");
        using var insert = connection.CreateCommand();
        insert.CommandText = "insert into bench_reference values ($id, $row, $content)";
        var (id, row) =
            (insert.Parameters.Add("$id", SqliteType.Integer), insert.Parameters.Add("$row", SqliteType.Integer));
        insert.Parameters.Add("$content", SqliteType.Blob).Value = Row;
        insert.Prepare();

        var sagas = 0L;
        var begun = Stopwatch.GetTimestamp();
        for (; Stopwatch.GetElapsedTime(begun) < time; sagas += SagasPerBatch)
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var number = 0; number < SagasPerBatch * RowsPerSaga; number++)
            {
                (id.Value, row.Value) = (sagas + (number / RowsPerSaga), number % RowsPerSaga);
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return sagas / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long[] Ids(long first) =>
        [.. Enumerable.Range(0, SagasPerBatch * RowsPerSaga).Select(number => first + (number / RowsPerSaga))];

    private static int[] Numbers() =>
        [.. Enumerable.Range(0, SagasPerBatch * RowsPerSaga).Select(number => number % RowsPerSaga)];

    private static byte[][] Contents() => [.. Enumerable.Repeat(Row, SagasPerBatch * RowsPerSaga)];
}
