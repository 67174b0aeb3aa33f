using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Postgres;
using Orchestrator.Storage.Sql;
using Orchestrator.Storage.Sqlite;

namespace Orchestrator.Storage;

/// <summary>A database with the latest schema, and what the engine and the server need of it.</summary>
public sealed class OrchestratorStorage : IAsyncDisposable
{
    private readonly IDatabase _database;

    private OrchestratorStorage(IDatabase database, IJournal journal, JournalPace pace, IClusterStore? cluster = null)
    {
        Cluster = cluster;
        _database = database;
        Journal = journal;
        Pace = pace;
        Workflows = new SqlWorkflowStore(database);
        Products = new SqlProductStore(database);
        Services = new SqlServiceStore(database);
        CustomerRecords = new SqlCustomerRecords(database);
        TeardownDecisions = new SqlTeardownDecisions(database);
        Timelines = new SqlTimelineStore(database);
        NodeDecisions = new SqlNodeDecisions(database);
        AdapterRecords = new SqlAdapterRecords(database);
        AdapterDecisions = new SqlAdapterDecisions(database);
        RecurringRuns = new SqlRecurringRuns(database);
        FollowUps = new SqlFollowUps(database);
        TeardownAttempts = new SqlTeardownAttempts(database);
        Audits = new SqlAuditStore(database);
        Scan = new SqlJournalScan(database);
        DueTimes = new SqlDueTimes(database);
    }

    public IJournal Journal { get; }

    public IWorkflowStore Workflows { get; }

    /// <summary>Versions of products.</summary>
    public IProductStore Products { get; }

    /// <summary>Services and what they hold.</summary>
    public IServiceStore Services { get; }

    /// <summary>What was told about customers.</summary>
    public ICustomerRecords CustomerRecords { get; }

    /// <summary>What people decided about incomplete teardowns.</summary>
    public ITeardownDecisions TeardownDecisions { get; }

    /// <summary>From when to when customers' activations went.</summary>
    public ITimelineStore Timelines { get; }

    /// <summary>What people decided about the nodes.</summary>
    public INodeDecisions NodeDecisions { get; }

    /// <summary>What adapters keep about their calls.</summary>
    public IAdapterRecordStore AdapterRecords { get; }

    /// <summary>What people decided about the adapter instances.</summary>
    public IAdapterDecisions AdapterDecisions { get; }

    /// <summary>How far work that recurs has been done.</summary>
    public IRecurringRuns RecurringRuns { get; }

    /// <summary>What was made of the follow-ups of services.</summary>
    public IFollowUps FollowUps { get; }

    /// <summary>How often incomplete teardowns were tried.</summary>
    public ITeardownAttempts TeardownAttempts { get; }

    /// <summary>Audits and what they found.</summary>
    public IAuditStore Audits { get; }

    /// <summary>Reads much of the journal, for who counts.</summary>
    public IJournalScan Scan { get; }

    /// <summary>Open activations with due times.</summary>
    public IDueTimes DueTimes { get; }

    /// <summary>How the journal is best written to.</summary>
    public JournalPace Pace { get; }

    /// <summary>What several nodes on the database share; null where it has one.</summary>
    public IClusterStore? Cluster { get; }

    /// <summary>Opens the SQLite database in a folder, which is made where it is not there.</summary>
    /// <exception cref="JournalUnavailableException">The folder or the file cannot be used.</exception>
    /// <exception cref="ShardsOwnedException">The schema must be changed, and another process owns the
    /// folder.</exception>
    /// <exception cref="InvalidOperationException">A later version of the program wrote it.</exception>
    public static async Task<OrchestratorStorage> OpenSqliteAsync(string folder, CancellationToken cancellation)
    {
        var settings = new SqliteSettings(folder);
        try
        {
            await SqliteMigrator.MigrateAsync(settings, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (SqliteFailure.IsUnavailable(failure))
        {
            throw SqliteFailure.Unavailable(settings.File, failure);
        }

        var database = new SqliteDatabase(settings);
        return new OrchestratorStorage(database, new SqliteJournal(database), SqliteSettings.Pace);
    }

    /// <summary>Opens a PostgreSQL database, which must exist; its schema is made where it is not there.</summary>
    /// <exception cref="JournalUnavailableException">It cannot be reached, or refuses to work.</exception>
    /// <exception cref="ArgumentException">The text is no connection string.</exception>
    /// <exception cref="InvalidOperationException">A later version of the program wrote it.</exception>
    public static async Task<OrchestratorStorage> OpenPostgresAsync(
        string connectionString, CancellationToken cancellation)
    {
        var settings = new PostgresSettings(connectionString);
        var readers = settings.OpenReaders();
        try
        {
            await PostgresMigrator.MigrateAsync(settings, readers, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            await readers.DisposeAsync().ConfigureAwait(false);
            if (PostgresFailure.IsUnavailable(failure))
                throw PostgresFailure.Unavailable(failure);

            throw;
        }

        var database = new PostgresDatabase(settings, readers);
        var tokens = new PostgresTokens();
        var journal = new PostgresJournal(database, tokens);
        return new OrchestratorStorage(
            database, journal, PostgresSettings.Pace, new PostgresClusterStore(database, journal, tokens));
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync().ConfigureAwait(false);
        if (Cluster is IAsyncDisposable cluster)
            await cluster.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }
}
