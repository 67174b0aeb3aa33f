using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage;
using Orchestrator.TestKit;
using static Orchestrator.Tests.Conformance.Journal.Facts;

namespace Orchestrator.Tests.Conformance.Journal;

public sealed class PostgresJournalWriting() : JournalWriting(PostgresHost.New);

public sealed class PostgresJournalConflicts() : JournalConflicts(PostgresHost.New);

public sealed class PostgresJournalRepetition() : JournalRepetition(PostgresHost.New);

public sealed class PostgresJournalLists() : JournalLists(PostgresHost.New);

public sealed class PostgresJournalAwaits() : JournalAwaits(PostgresHost.New);

public sealed class PostgresJournalDueTimes() : JournalDueTimes(PostgresHost.New);

public sealed class PostgresAnalysis() : AnalysisConformance(PostgresHost.New);

public sealed class PostgresJournalChildren() : JournalChildren(PostgresHost.New);

public sealed class PostgresJournalOwnership() : JournalOwnership(PostgresHost.NewDurable);

public sealed class PostgresJournalInFull() : JournalInFull(PostgresHost.NewDurable);

public sealed class PostgresLedgerChanges() : LedgerChanges(PostgresHost.New);

public sealed class PostgresLedgerTermination() : LedgerTermination(PostgresHost.New);

public sealed class PostgresJournalTaking() : JournalTaking(PostgresHost.New);

public sealed class PostgresServiceLists() : ServiceLists(PostgresHost.New);

public sealed class PostgresWorkflowStore() : WorkflowStoreConformance(PostgresHost.New);

public sealed class PostgresNodeDecisions() : NodeDecisionConformance(PostgresHost.New);

public sealed class PostgresAdapterRecords() : AdapterRecordConformance(PostgresHost.NewDurable);

public sealed class PostgresProductStore() : ProductStoreConformance(PostgresHost.New);

public sealed class PostgresAdapterDecisions() : AdapterDecisionConformance(PostgresHost.New);

public sealed class PostgresRecurringRuns() : RecurringRunConformance(PostgresHost.New);

public sealed class PostgresFollowUps() : FollowUpConformance(PostgresHost.New);

public sealed class PostgresCustomerRecords() : CustomerRecordConformance(PostgresHost.New);

public sealed class PostgresTeardownDecisions() : TeardownDecisionConformance(PostgresHost.New);

public sealed class PostgresTimelines() : TimelineConformance(PostgresHost.New);

public sealed class PostgresFailureTests() : JournalConformance(PostgresHost.New)
{
    private const string EndSessions =
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and "
            + "application_name = 'orchestrator'";

    private const string Sessions =
        "select count(*) from pg_stat_activity where datname = current_database() and application_name = "
            + "'orchestrator'";

    private const string OwnerLocks =
        "select count(*) from pg_locks where locktype = 'advisory' and classid = 1330793282 and granted "
        + "and database = (select oid from pg_database where datname = current_database())";

    private PostgresHost Postgres => (PostgresHost)Host;

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=postgres;Database=x")]
    [InlineData("Host=no-such-host.invalid;Username=postgres;Database=x")]
    public async Task A_server_that_is_not_there_is_unavailable(string connectionString) =>
        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => OrchestratorStorage.OpenPostgresAsync(connectionString, default));

    [Fact]
    public async Task A_database_that_is_not_there_is_unavailable() =>
        await Assert.ThrowsAsync<JournalUnavailableException>(() => OrchestratorStorage.OpenPostgresAsync(
            Postgres.ConnectionString.Replace("Database=test", "Database=nothing", StringComparison.Ordinal), default));

    [Fact]
    public async Task What_is_no_connection_string_is_told_apart() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => OrchestratorStorage.OpenPostgresAsync("Hst=localhost", default));

    [Fact]
    public async Task An_owner_whose_connection_ended_says_again_that_it_lives()
    {
        await WrittenAsync(Write(1, Start(Id(1))));
        var session = await Postgres.ReadAsync(OwnerLocks.Replace("count(*)", "max(pid)", StringComparison.Ordinal));
        await Postgres.ExecuteAsync(EndSessions);

        // A session that was told to end may hold its lock for a moment yet.
        await Postgres.WaitForAsync(1, $"{OwnerLocks} and pid <> {session}");

        await using var second = await Postgres.StartAsync();
        await Assert.ThrowsAsync<ShardsOwnedException>(() => second.Journal.AcquireAsync(default));
        await RetriedAsync(Write(2, Step(Id(1), 3)));
    }

    [Fact]
    public async Task An_owner_that_was_replaced_while_its_connection_was_away_does_not_come_back()
    {
        await Postgres.ExecuteAsync("update shards set token = token + 1");
        await Postgres.ExecuteAsync(EndSessions);

        await using var second = await Postgres.StartAsync();
        await second.Journal.AcquireAsync(default);

        await Assert.ThrowsAsync<OwnershipLostException>(() => RetriedAsync(Write(1, Start(Id(1)))));
        Assert.Equal([new WriteResult(2)], await second.Journal.WriteAsync([Write(2, Start(Id(2)))], default));
    }

    [Fact]
    public async Task However_much_is_read_at_once_few_of_the_servers_connections_are_taken()
    {
        await Task.WhenAll(
            Enumerable.Range(0, 200).Select(number => Journal.FindRequestAsync("caller", $"r-{number}", default)));

        Assert.InRange(await Postgres.ReadAsync(Sessions), 1, 40);
    }

    [Fact]
    public async Task A_database_that_takes_no_writes_is_unavailable_until_it_does()
    {
        await Postgres.ExecuteAsync(OfThisDatabase("set default_transaction_read_only = on"));
        await Postgres.ExecuteAsync(EndSessions);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => WriteAsync(Write(1, Start(Id(1)))));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => WriteAsync(Write(1, Start(Id(1)))));

        await Postgres.ExecuteAsync(OfThisDatabase("reset default_transaction_read_only"));
        await Postgres.ExecuteAsync(EndSessions);

        await RetriedAsync(Write(1, Start(Id(1))));
    }

    [Fact]
    public async Task Connections_that_break_at_any_moment_lose_nothing_and_double_nothing()
    {
        const int Activations = 8, Steps = 40;
        await WrittenAsync([.. Enumerable.Range(0, Activations).Select(number => Write(number, Start(Id(number))))]);
        using var done = new CancellationTokenSource();
        var breaking = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                await Postgres.ExecuteAsync(EndSessions);
        });

        await Task.WhenAll(Enumerable.Range(0, Activations).Select(number => Task.Run(async () =>
        {
            for (var sequence = 3; sequence < 3 + Steps; sequence++)
                await RetriedAsync(Write(sequence, Step(Id(number), sequence)));
        })));

        await done.CancelAsync();
        await breaking;
        await Postgres.WaitForAsync(1, OwnerLocks);
        for (var number = 0; number < Activations; number++)
            Assert.Equal(
                Enumerable.Range(2, Steps + 1).Select(sequence => (long)sequence),
                await SequencesAfterFailuresAsync(Id(number)));
    }

    [Fact]
    public async Task A_server_that_was_killed_is_used_again_when_it_is_back()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var host = new PostgresHost(server, await server.CreateDatabaseAsync());
        await using var process = await host.StartAsync();
        await process.Journal.AcquireAsync(default);
        await process.Journal.WriteAsync([Write(1, Start(Id(1)))], default);

        await server.KillAsync();
        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => process.Journal.WriteAsync([Write(2, Step(Id(1), 3))], default));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => process.Journal.ReadAsync([Id(1)], 0, default));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => process.Journal.PingAsync(default));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => process.Workflows.FindAsync("a", 0, default));
        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => process.Products.FindAsync("a", 0, default));
        await server.StartAgainAsync();

        Assert.Equal([new WriteResult(2)], await RetriedAsync(process.Journal, Write(2, Step(Id(1), 3))));
        await host.WaitForAsync(1, OwnerLocks);
        Assert.Equal([2L, 3L], (await process.Journal.ReadAsync([Id(1)], 0, default)).Single().Transitions.Select(
            transition => transition.Sequence));
    }

    private static string OfThisDatabase(string change) =>
        $"do $$ begin execute format('alter database %I {change}', current_database()); end $$";

    private Task<IReadOnlyList<WriteResult>> RetriedAsync(ShardOutput.Write write) => RetriedAsync(Journal, write);

    /// <summary>As the engine does: again, until the outcome is known.</summary>
    private static async Task<IReadOnlyList<WriteResult>> RetriedAsync(IJournal journal, ShardOutput.Write write)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await journal.WriteAsync([write], default);
            }
            catch (JournalUnavailableException) when (tries < 1000)
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>A pooled connection may have been broken while it was idle.</summary>
    private async Task<IReadOnlyList<long>> SequencesAfterFailuresAsync(long id)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await SequencesAsync(id);
            }
            catch (JournalUnavailableException) when (tries < 100)
            {
                await Task.Yield();
            }
        }
    }
}
