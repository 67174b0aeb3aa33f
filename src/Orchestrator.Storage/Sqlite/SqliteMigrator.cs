using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Orchestrator.Storage.Migrations;
using SQLitePCL;

namespace Orchestrator.Storage.Sqlite;

/// <summary>
/// Brings the file to the latest schema. One process does it, holding the folder's lock; another one that starts at the
/// same time waits until the schema is there.
/// </summary>
internal static class SqliteMigrator
{
    private const string HistoryTable =
        """
        CREATE TABLE "__EFMigrationsHistory" (
            "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
            "ProductVersion" TEXT NOT NULL
        )
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task MigrateAsync(SqliteSettings settings, CancellationToken cancellation)
    {
        Directory.CreateDirectory(settings.Folder);
        for (var waited = TimeSpan.Zero; !IsLatest(settings); waited += Pause)
        {
            using var held = waited < Patience ? FolderLock.TryTake(settings.Folder) : FolderLock.Take(settings.Folder);
            if (held is null)
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            else if (!IsLatest(settings))
                await RunAsync(settings, cancellation).ConfigureAwait(false);
        }
    }

    private static bool IsLatest(SqliteSettings settings)
    {
        using var connection = settings.Open();
        using var command = connection.CreateCommand();
        command.CommandText = SchemaVersion.HistorySql;
        try
        {
            return SchemaVersion.IsLatest(command.ExecuteScalar() as string, settings.File);
        }
        catch (SqliteException noTable) when (noTable.SqliteErrorCode == raw.SQLITE_ERROR)
        {
            return false;
        }
    }

    private static async Task RunAsync(SqliteSettings settings, CancellationToken cancellation)
    {
        if (TryMake(settings))
            return;

        ForgetDeadMigrator(settings);
        var options = new DbContextOptionsBuilder<SqliteSchema>().UseSqlite(settings.ConnectionString).Options;
        await using var schema = new SqliteSchema(options);
        await schema.Database.MigrateAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes the schema where there is nothing yet.</summary>
    private static bool TryMake(SqliteSettings settings)
    {
        using var connection = settings.OpenWriter();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from sqlite_master";
        if ((long)command.ExecuteScalar()! > 0)
            return false;

        command.CommandText = WholeSchema.ScriptOf<SqliteSchema>(HistoryTable);
        command.ExecuteNonQuery();
        transaction.Commit();
        return true;
    }

    /// <summary>
    /// EF Core marks in a table that somebody migrates, and waits for ever where that somebody was killed. Who holds
    /// the folder's lock knows that nobody does.
    /// </summary>
    private static void ForgetDeadMigrator(SqliteSettings settings)
    {
        using var connection = settings.OpenWriter();
        using var command = connection.CreateCommand();
        command.CommandText = """drop table if exists "__EFMigrationsLock" """;
        command.ExecuteNonQuery();
    }
}
