using Orchestrator.Server.Settings;
using Orchestrator.Storage;

namespace Orchestrator.Server.Hosting;

/// <summary>Opens the database that the settings name.</summary>
public static class Database
{
    /// <exception cref="SettingsException">
    /// The text is no connection string, or a later version of the program wrote the database.
    /// </exception>
    public static async Task<Stores> OpenAsync(ServerSettings settings)
    {
        try
        {
            var storage = await OpenStorageAsync(settings).ConfigureAwait(false);
            return new Stores(
                storage.Journal,
                storage.Workflows,
                storage.Products,
                storage.Services,
                storage.CustomerRecords,
                storage.TeardownDecisions,
                storage.Timelines,
                storage.NodeDecisions,
                storage.AdapterRecords,
                storage.AdapterDecisions,
                storage.RecurringRuns,
                storage.FollowUps,
                storage.TeardownAttempts,
                storage.Audits,
                storage.Scan,
                storage.DueTimes,
                storage.Pace,
                storage.Cluster,
                storage);
        }
        catch (ArgumentException failure)
        {
            throw new SettingsException($"--database is no connection string: {failure.Message.ReplaceLineEndings(" ")} Write it as \"Host=...;Database=...\".");
        }
        catch (InvalidOperationException failure)
        {
            throw new SettingsException($"The database cannot be used. {failure.Message}");
        }
    }

    private static Task<OrchestratorStorage> OpenStorageAsync(ServerSettings settings) => settings.Database is null
        ? OrchestratorStorage.OpenSqliteAsync(settings.Data, CancellationToken.None)
        : OrchestratorStorage.OpenPostgresAsync(settings.Database, CancellationToken.None);
}
