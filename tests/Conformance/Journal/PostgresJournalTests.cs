using Orchestrator.Storage;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Journal;

internal sealed class PostgresHost(PostgresServer server, string connectionString) : JournalHost
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

    public static async Task<JournalHost> New()
    {
        var server = await PostgresServer.SharedAsync();
        return new PostgresHost(server, await server.CreateDatabaseAsync(await Template.Value));
    }

    public override async Task<JournalProcess> StartAsync()
    {
        var storage = await OrchestratorStorage.OpenPostgresAsync(connectionString, default);
        return new JournalProcess(storage.Journal, storage.Workflows, storage.DisposeAsync);
    }

    public override async ValueTask DisposeAsync() => await server.DropDatabaseAsync(connectionString);
}

public sealed class PostgresJournalWriting() : JournalWriting(PostgresHost.New);

public sealed class PostgresJournalConflicts() : JournalConflicts(PostgresHost.New);

public sealed class PostgresJournalRepetition() : JournalRepetition(PostgresHost.New);

public sealed class PostgresJournalLists() : JournalLists(PostgresHost.New);
