using System.Diagnostics;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage;
using Orchestrator.TestKit;
using static Orchestrator.Tests.Conformance.Journal.Facts;

namespace Orchestrator.Tests.Conformance.Journal;

public sealed class SqliteJournalWriting() : JournalWriting(SqliteHost.New);

public sealed class SqliteJournalConflicts() : JournalConflicts(SqliteHost.New);

public sealed class SqliteJournalRepetition() : JournalRepetition(SqliteHost.New);

public sealed class SqliteJournalLists() : JournalLists(SqliteHost.New);

public sealed class SqliteJournalAwaits() : JournalAwaits(SqliteHost.New);

public sealed class SqliteJournalDueTimes() : JournalDueTimes(SqliteHost.New);

public sealed class SqliteAnalysis() : AnalysisConformance(SqliteHost.New);

public sealed class SqliteJournalChildren() : JournalChildren(SqliteHost.New);

public sealed class SqliteJournalOwnership() : JournalOwnership(SqliteHost.NewDurable);

public sealed class SqliteJournalInFull() : JournalInFull(SqliteHost.NewDurable)
{
    /// <summary>Of which many are older than the one that the server brings: Debian 12 has 3.40.</summary>
    [Fact]
    public async Task The_SQLite_of_the_system_reads_it_too()
    {
        await WrittenAsync(Write(1, Start(Id(1))));
        var file = ((SqliteHost)Host).File;

        using var python = System.Diagnostics.Process.Start(new ProcessStartInfo(
            "python3",
            ["-c", "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('select events from journal_events').fetchone()[0])", file])
        {
            RedirectStandardOutput = true,
        })!;
        var shown = await python.StandardOutput.ReadToEndAsync();

        Assert.Contains("""{"e":"ActivationAccepted","order":{""", shown, StringComparison.Ordinal);
    }
}

public sealed class SqliteLedgerChanges() : LedgerChanges(SqliteHost.New);

public sealed class SqliteLedgerTermination() : LedgerTermination(SqliteHost.New);

public sealed class SqliteJournalTaking() : JournalTaking(SqliteHost.New);

public sealed class SqliteServiceLists() : ServiceLists(SqliteHost.New);

public sealed class SqliteWorkflowStore() : WorkflowStoreConformance(SqliteHost.New);

public sealed class SqliteNodeDecisions() : NodeDecisionConformance(SqliteHost.New);

public sealed class SqliteAdapterRecords() : AdapterRecordConformance(SqliteHost.NewDurable);

public sealed class SqliteProductStore() : ProductStoreConformance(SqliteHost.New);

public sealed class SqliteAdapterDecisions() : AdapterDecisionConformance(SqliteHost.New);

public sealed class SqliteRecurringRuns() : RecurringRunConformance(SqliteHost.New);

public sealed class SqliteFollowUps() : FollowUpConformance(SqliteHost.New);

public sealed class SqliteCustomerRecords() : CustomerRecordConformance(SqliteHost.New);

public sealed class SqliteTeardownDecisions() : TeardownDecisionConformance(SqliteHost.New);

public sealed class SqliteTimelines() : TimelineConformance(SqliteHost.New);

public sealed class SqliteFailureTests() : JournalConformance(SqliteHost.New)
{
    private SqliteHost Sqlite => (SqliteHost)Host;

    [Fact]
    public async Task A_file_that_is_no_database_is_unavailable_and_named()
    {
        await using var host = new SqliteHost();
        await File.WriteAllTextAsync(host.File, new string('?', 8192));

        var refused = await Assert.ThrowsAsync<JournalUnavailableException>(host.StartAsync);

        Assert.Contains(host.File, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_unavailable()
    {
        var file = Path.Combine(Sqlite.Folder, "a-file");
        await File.WriteAllTextAsync(file, "");

        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => OrchestratorStorage.OpenSqliteAsync(Path.Combine(file, "data"), default));
    }

    [Fact]
    public async Task A_database_that_somebody_else_keeps_locked_is_unavailable_until_it_is_let_go()
    {
        await WrittenAsync(Write(1, Start(Id(1))));
        await using (var other = Sqlite.Connect())
        {
            await using var locked = other.BeginTransaction();
            await Assert.ThrowsAsync<JournalUnavailableException>(() => WriteAsync(Write(2, Step(Id(1), 3))));
        }

        await WrittenAsync(Write(2, Step(Id(1), 3)));
    }

    [SmallDiskFact]
    public async Task A_full_disk_is_unavailable_and_what_was_being_written_is_not_there_until_there_is_room()
    {
        using var disk = SmallDisk.TryMount(megabytes: 8)!;
        await using var host = new SqliteHost(Path.Combine(disk.Folder, "data"));
        await using (var process = await host.StartAsync())
        {
            await process.Journal.AcquireAsync(default);
            await process.Journal.WriteAsync([Write(1, Start(Id(1)))], default);
            var large = Step(Id(1), 3) with { Events = [new LineWritten("log", new string('x', 100_000))] };
            disk.Fill();

            await Assert.ThrowsAsync<JournalUnavailableException>(
                () => process.Journal.WriteAsync([Write(2, Start(Id(2))), Write(3, large)], default));

            Assert.Equal([Id(1)], await process.Journal.ListAsync(new(9), default));
            disk.Clear();
            Assert.Equal(
                [new WriteResult(2), new WriteResult(3)],
                await process.Journal.WriteAsync([Write(2, Start(Id(2))), Write(3, large)], default));
        }

        await using var later = await host.StartAsync();
        Assert.Equal([Id(2), Id(1)], await later.Journal.ListAsync(new(9), default));
    }

    [Fact]
    public async Task A_migration_whose_process_was_killed_does_not_keep_the_next_one_waiting()
    {
        await using var host = new SqliteHost();
        await host.ExecuteAsync(
            "create table \"__EFMigrationsLock\" (\"Id\" integer primary key, \"Timestamp\" text not null)");
        await host.ExecuteAsync("insert into \"__EFMigrationsLock\" values (1, '2026-01-01')");

        await using var process = await host.StartAsync();

        await process.Journal.PingAsync(default);
    }
}
