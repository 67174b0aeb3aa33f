using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Orchestrator.Storage;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>
/// A database without a schema gets it in one go; one that was begun gets it from EF Core's migrator. Both are the same.
/// </summary>
public sealed class SchemaTests
{
    private const string History =
        """
        create table "__EFMigrationsHistory" (
            "MigrationId" varchar(150) not null constraint "PK___EFMigrationsHistory" primary key,
            "ProductVersion" varchar(32) not null)
        """;

    [Fact]
    public async Task On_SQLite_the_schema_that_is_made_in_one_go_is_the_one_that_the_migrator_makes()
    {
        using var folder = new TemporaryFolder("schema");
        Directory.CreateDirectory(folder.PathOf("migrated"));
        await using (var begun = new SqliteConnection($"Data Source={folder.PathOf("migrated/orchestrator.db")};Pooling=False"))
            await RunAsync(begun, History);
        var seen = new List<string>();

        foreach (var name in (string[])["migrated", "made"])
        {
            await (await OrchestratorStorage.OpenSqliteAsync(folder.PathOf(name), default)).DisposeAsync();
            await using var connection = new SqliteConnection(
                $"Data Source={folder.PathOf($"{name}/orchestrator.db")};Pooling=False");
            seen.Add(await ReadAsync(
                connection,
                """
                select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_master
                where name not like '%\_\_EF%' escape '\' order by 1
                """));
            seen.Add(await ReadAsync(
                connection, """select "MigrationId" || "ProductVersion" from "__EFMigrationsHistory" order by 1"""));
        }

        Assert.True(seen[0].Length > 1_000);
        Assert.Equal(seen[..2], seen[2..]);
    }

    [Fact]
    public async Task On_PostgreSQL_the_schema_that_is_made_in_one_go_is_the_one_that_the_migrator_makes()
    {
        var server = await PostgresServer.SharedAsync();
        var (migrated, made) = (await server.CreateDatabaseAsync(), await server.CreateDatabaseAsync());
        await using (var begun = new NpgsqlConnection(migrated))
            await RunAsync(begun, History);
        var seen = new List<string>();

        foreach (var database in (string[])[migrated, made])
        {
            await (await OrchestratorStorage.OpenPostgresAsync(database, default)).DisposeAsync();
            await using var connection = new NpgsqlConnection(database);
            seen.Add(await ReadAsync(
                connection,
                """
                select string_agg(what, E'\n' order by what) from (
                    select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || coalesce(column_default, '')
                        as what from information_schema.columns where table_schema = 'public'
                    union all select indexdef from pg_indexes where schemaname = 'public'
                    union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
                        from pg_constraint where connamespace = 'public'::regnamespace
                    union all select prosrc || pg_get_function_identity_arguments(oid)
                        from pg_proc where pronamespace = 'public'::regnamespace
                    union all select viewname || definition from pg_views where schemaname = 'public'
                    union all select relname || ' ' || relkind::text || coalesce(array_to_string(reloptions, ','), '')
                        from pg_class where relnamespace = 'public'::regnamespace) as everything
                """));
            seen.Add(await ReadAsync(
                connection, """select "MigrationId" || "ProductVersion" from "__EFMigrationsHistory" order by 1"""));
        }

        await server.DropDatabaseAsync(migrated);
        await server.DropDatabaseAsync(made);
        Assert.True(seen[0].Length > 1_000);
        Assert.Equal(seen[..2], seen[2..]);
    }

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> ReadAsync(DbConnection connection, string sql)
    {
        if (connection.State != System.Data.ConnectionState.Open)
            await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }
}
