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

    public override async Task<JournalProcess> StartAsync() =>
        ProcessOn(await OrchestratorStorage.OpenSqliteAsync(Folder, default));

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
