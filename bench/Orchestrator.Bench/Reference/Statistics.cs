using Npgsql;

namespace Orchestrator.Bench.Reference;

/// <summary>What PostgreSQL knows of its tables: its own service counts them after a minute, which nobody waits for here.
/// </summary>
internal static class Statistics
{
    /// <param name="database">A PostgreSQL connection string; null for SQLite, which needs none.</param>
    public static async Task CollectAsync(string? database)
    {
        if (database is null)
            return;

        await using var connection = new NpgsqlConnection(database + ";Pooling=false;Command Timeout=600");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("vacuum analyze", connection);
        await command.ExecuteNonQueryAsync();
    }
}
