using Microsoft.EntityFrameworkCore;
using Npgsql;
using Orchestrator.Storage.Migrations;

namespace Orchestrator.Storage.Postgres;

/// <summary>
/// Brings the database to the latest schema. A lock in the database makes those that start at once wait for the first.
/// </summary>
internal static class PostgresMigrator
{
    /// <summary>Any number that is nobody else's: it begins with "ORC".</summary>
    private const long Lock = 0x4F52_4301;

    private const string HistoryTable =
        """
        CREATE TABLE "__EFMigrationsHistory" (
            "MigrationId" character varying(150) NOT NULL,
            "ProductVersion" character varying(32) NOT NULL,
            CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId")
        )
        """;

    public static async Task MigrateAsync(
        PostgresSettings settings, NpgsqlDataSource readers, CancellationToken cancellation)
    {
        var connection = await readers.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            if (await IsLatestAsync(connection, cancellation).ConfigureAwait(false))
                return;
        }

        var locked = new NpgsqlConnection(settings.ForMigrator());
        await using (locked.ConfigureAwait(false))
        {
            // Not pooled: the lock ends with the connection.
            await locked.OpenAsync(cancellation).ConfigureAwait(false);
            await ExecuteAsync(locked, $"select pg_advisory_lock({Lock})", cancellation).ConfigureAwait(false);
            if (await HasHistoryAsync(locked, cancellation).ConfigureAwait(false))
            {
                if (!await IsLatestAsync(locked, cancellation).ConfigureAwait(false))
                    await RunAsync(settings, cancellation).ConfigureAwait(false);
            }
            else
            {
                // Several statements at once are one transaction.
                await ExecuteAsync(locked, WholeSchema.ScriptOf<PostgresSchema>(HistoryTable), cancellation)
                    .ConfigureAwait(false);
            }
        }
    }

    private static async Task<bool> IsLatestAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        return await HasHistoryAsync(connection, cancellation).ConfigureAwait(false)
            && SchemaVersion.IsLatest(
                await ExecuteAsync(connection, SchemaVersion.HistorySql, cancellation).ConfigureAwait(false) as string,
                $"The database {connection.Database}");
    }

    private static async Task<bool> HasHistoryAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        await ExecuteAsync(
            connection, """select to_regclass('"__EFMigrationsHistory"')::text""", cancellation).ConfigureAwait(false)
            is string;

    private static async Task<object?> ExecuteAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using (command.ConfigureAwait(false))
            return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task RunAsync(PostgresSettings settings, CancellationToken cancellation)
    {
        var options = new DbContextOptionsBuilder<PostgresSchema>().UseNpgsql(settings.ForMigrator()).Options;
        var schema = new PostgresSchema(options);
        await using (schema.ConfigureAwait(false))
            await schema.Database.MigrateAsync(cancellation).ConfigureAwait(false);
    }
}
