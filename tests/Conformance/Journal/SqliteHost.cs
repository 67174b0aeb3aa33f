using Microsoft.Data.Sqlite;
using Orchestrator.Storage;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Journal;

internal sealed class SqliteHost : DurableHost
{
    private readonly TemporaryFolder? _own;

    public SqliteHost()
    {
        _own = new TemporaryFolder("journal");
        Folder = _own.Path;
    }

    /// <param name="folder">Somebody else's.</param>
    public SqliteHost(string folder) => Folder = folder;

    public string Folder { get; }

    public string File => Path.Combine(Folder, "orchestrator.db");

    public override string Name => Folder;

    public static Task<JournalHost> New() => Task.FromResult<JournalHost>(new SqliteHost());

    public static Task<DurableHost> NewDurable() => Task.FromResult<DurableHost>(new SqliteHost());

    public override Task<DurableHost> EmptyAsync() => NewDurable();

    public override async Task<JournalProcess> StartAsync()
    {
        var storage = await OrchestratorStorage.OpenSqliteAsync(Folder, default);
        return new JournalProcess(storage.Journal, storage.Workflows, storage.Services, storage.DisposeAsync)
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
    }

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    public override ValueTask DisposeAsync()
    {
        _own?.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
