using Npgsql;
using Orchestrator.Storage;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Journal;

internal sealed class PostgresHost(PostgresServer server, string connectionString) : DurableHost
{
    /// <summary>A database with the schema, to be copied: quicker than making it anew for each test.</summary>
    private static readonly Lazy<Task<string>> Template = new(async () =>
    {
        var server = await PostgresServer.SharedAsync();
        var template = await server.CreateDatabaseAsync();
        await (await OrchestratorStorage.OpenPostgresAsync(template, default)).DisposeAsync();
        return template;
    });

    public string ConnectionString => connectionString;

    public override string Name => "PostgreSQL";

    public static async Task<JournalHost> New() => await NewDurable();

    public static async Task<DurableHost> NewDurable()
    {
        var server = await PostgresServer.SharedAsync();
        return new PostgresHost(server, await server.CreateDatabaseAsync(await Template.Value));
    }

    public override async Task<DurableHost> EmptyAsync() =>
        new PostgresHost(server, await server.CreateDatabaseAsync());

    public override async Task<JournalProcess> StartAsync() =>
        ProcessOn(await OrchestratorStorage.OpenPostgresAsync(connectionString, default));

    /// <summary>Waits until a query gives a number.</summary>
    public async Task WaitForAsync(long wanted, string sql)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await ReadAsync(sql) != wanted)
            await Task.Delay(20, patience.Token);
    }

    public override async ValueTask DisposeAsync() => await server.DropDatabaseAsync(connectionString);

    protected override async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            ApplicationName = "test",
            Options = "-c default_transaction_read_only=off",
        }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
