using Microsoft.Data.Sqlite;
using Npgsql;

namespace Orchestrator.Bench.Reference;

/// <summary>What a database has written to its log, and what it holds, between two loads.</summary>
/// <param name="LogUntil">Bytes of PostgreSQL's write-ahead log, before this was measured; null for SQLite, which
/// writes over it.</param>
/// <param name="LogFrom">The same afterwards: measuring writes a little.</param>
/// <param name="Stored">Bytes of tables and indexes, without deleted rows: within a minute a vacuum takes them
/// anyway.</param>
public sealed record DatabaseSize(long? LogUntil, long? LogFrom, long Stored)
{
    private const string Log = "select (pg_current_wal_insert_lsn() - '0/0')::bigint";

    private const string Relations =
        """
        select sum(pg_total_relation_size(oid))::bigint from pg_class
        where relkind = 'r' and relnamespace = 'public'::regnamespace
        """;

    /// <param name="folder">Of SQLite's file.</param>
    /// <param name="database">A PostgreSQL connection string; null for SQLite.</param>
    public static Task<DatabaseSize> MeasureAsync(string folder, string? database) =>
        database is null ? Task.FromResult(Sqlite(folder)) : PostgresAsync(database);

    private static async Task<DatabaseSize> PostgresAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var until = await ReadAsync(source, Log);
        await using (var vacuum = source.CreateCommand("vacuum"))
            await vacuum.ExecuteNonQueryAsync();
        var stored = await ReadAsync(source, Relations);
        return new(until, await ReadAsync(source, Log), stored);
    }

    private static async Task<long> ReadAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static DatabaseSize Sqlite(string folder)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(folder, "orchestrator.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select page_count * page_size from pragma_page_count, pragma_page_size";
        return new(null, null, (long)command.ExecuteScalar()!);
    }
}
