using Orchestrator.Storage;

namespace Orchestrator.Tests.Conformance.Journal;

internal sealed class SqliteHost : JournalHost
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("orchestrator-journal-").FullName;

    public static Task<JournalHost> New() => Task.FromResult<JournalHost>(new SqliteHost());

    public override async Task<JournalProcess> StartAsync()
    {
        var storage = await OrchestratorStorage.OpenSqliteAsync(Folder, default);
        return new JournalProcess(storage.Journal, storage.Workflows, storage.DisposeAsync);
    }

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteJournalWriting() : JournalWriting(SqliteHost.New);

public sealed class SqliteJournalConflicts() : JournalConflicts(SqliteHost.New);

public sealed class SqliteJournalRepetition() : JournalRepetition(SqliteHost.New);

public sealed class SqliteJournalLists() : JournalLists(SqliteHost.New);
