using System.Globalization;
using Orchestrator.Storage;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>A database that a test can look into, past the journal.</summary>
public abstract class DurableHost : JournalHost
{
    /// <summary>What a person knows it by.</summary>
    public abstract string Name { get; }

    /// <summary>Another database, without a schema.</summary>
    public abstract Task<DurableHost> EmptyAsync();

    public async Task ExecuteAsync(string sql) => await ScalarAsync(sql);

    public async Task<long> ReadAsync(string sql) =>
        Convert.ToInt64(await ScalarAsync(sql), CultureInfo.InvariantCulture);

    public async Task<string> ReadTextAsync(string sql) => (string)(await ScalarAsync(sql))!;

    /// <summary>A process that works on a database that is open; it ends with it.</summary>
    protected static JournalProcess ProcessOn(OrchestratorStorage storage) =>
        new(storage.Journal, storage.Workflows, storage.Services, storage.DisposeAsync)
        {
            Products = storage.Products,
            NodeDecisions = storage.NodeDecisions,
            AdapterRecords = storage.AdapterRecords,
            AdapterDecisions = storage.AdapterDecisions,
            Audits = storage.Audits,
            RecurringRuns = storage.RecurringRuns,
            FollowUps = storage.FollowUps,
            TeardownAttempts = storage.TeardownAttempts,
            Customers = new(storage.Services, storage.CustomerRecords, storage.TeardownDecisions, storage.Timelines),
            Scan = storage.Scan,
            DueTimes = storage.DueTimes,
        };

    /// <summary>The first column of the first row.</summary>
    protected abstract Task<object?> ScalarAsync(string sql);
}
