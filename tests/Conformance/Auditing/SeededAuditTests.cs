using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.Engine;
using Orchestrator.Engine.Auditing;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Auditing;

namespace Orchestrator.Tests.Conformance.Auditing;

/// <summary>Many services, and mismatches of all kinds among them: all are found, and nothing else.</summary>
public sealed class SeededAuditTests : IDisposable
{
    private const int Services = 2_000;
    private const int Mismatches = 200;
    private readonly TemporaryFolder _folder = new("audit");

    private string World => _folder.PathOf("sandbox.db");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task All_mismatches_among_many_services_are_found_and_none_is_false_on_SQLite(int seed)
    {
        await using var storage = await OrchestratorStorage.OpenSqliteAsync(_folder.Path, default);
        await using var database = new SqliteConnection($"Data Source={_folder.PathOf("orchestrator.db")};Pooling=False");

        await FindsAllAsync(storage, database, seed);
    }

    [Fact]
    public async Task All_mismatches_among_many_services_are_found_and_none_is_false_on_PostgreSQL()
    {
        var server = await PostgresServer.SharedAsync();
        var connection = await server.CreateDatabaseAsync();
        await using (var storage = await OrchestratorStorage.OpenPostgresAsync(connection, default))
        {
            await using var database = new NpgsqlConnection(connection + ";Pooling=false");
            await FindsAllAsync(storage, database, seed: 3);
        }

        await server.DropDatabaseAsync(connection);
    }

    [Fact]
    public async Task What_is_put_right_is_resolved_by_the_next_audit_and_a_system_that_is_away_closes_nothing()
    {
        await using var storage = await OrchestratorStorage.OpenSqliteAsync(_folder.Path, default);
        await using var database = new SqliteConnection($"Data Source={_folder.PathOf("orchestrator.db")};Pooling=False");
        var expected = await SeedAsync(database, seed: 4);
        using var sandbox = Open();
        var here = Adapters(sandbox);
        await AuditAsync(storage, here, 1);

        var away = new Dictionary<string, IAdapter>(here) { ["mail"] = new Broken(here["mail"], after: 700) };
        var run = await AuditAsync(storage, away, 2);

        Assert.Equal(AuditState.Incomplete, run.State);
        var part = Assert.Single(run.Parts, static one => one.State == AuditState.Incomplete);
        Assert.Equal("mail", part.Name);
        Assert.Contains("the line is cut", part.Message, StringComparison.Ordinal);
        AssertSame(expected, await OpenAsync(storage));

        await ExecuteAsync(database, "update services set state = 1 where state <> 1; delete from incomplete_teardowns");
        var after = await AuditAsync(storage, here, 3);
        Assert.Equal(AuditState.Complete, after.State);
        Assert.True(after.Parts.Sum(static one => one.Resolved) > 0);
        Assert.Equal(after.Parts.Sum(static one => one.Found), (await OpenAsync(storage)).Count);
    }

    [Fact]
    public async Task What_an_open_activation_works_on_is_left_to_the_next_audit()
    {
        await using var storage = await OrchestratorStorage.OpenSqliteAsync(_folder.Path, default);
        await using var database = new SqliteConnection($"Data Source={_folder.PathOf("orchestrator.db")};Pooling=False");
        var expected = await SeedAsync(database, seed: 6);
        using var sandbox = Open();
        await ExecuteAsync(
            database,
            $"insert into activation_states (activation, state) select activation, {(int)Core.Sagas.ActivationState.Held} from services");

        var during = await AuditAsync(storage, Adapters(sandbox), 1);
        var found = await storage.Audits.ListFindingsAsync(new FindingQuery(10_000), DateTimeOffset.UtcNow, default);

        Assert.NotEmpty(found);
        Assert.All(found, static one => Assert.Equal("", one.Finding.Service));
        Assert.True(during.Parts.Sum(static part => part.Unsettled) > 100);
        await ExecuteAsync(database, "delete from activation_states");
        await AuditAsync(storage, Adapters(sandbox), 2);
        AssertSame(expected, await OpenAsync(storage));
    }

    [Fact]
    public async Task An_audit_that_was_cut_off_goes_on_with_what_was_not_complete()
    {
        await using var storage = await OrchestratorStorage.OpenSqliteAsync(_folder.Path, default);
        await using var database = new SqliteConnection($"Data Source={_folder.PathOf("orchestrator.db")};Pooling=False");
        var expected = await SeedAsync(database, seed: 5);
        using var sandbox = Open();
        using var cut = new CancellationTokenSource();
        var lists = new List<string>();
        var first = Adapters(sandbox).ToDictionary(one => one.Key, one => (IAdapter)new Noted(one.Value, () =>
        {
            lists.Add(one.Key);
            if (one.Key == "mail")
                cut.Cancel();
        }));
        await StartAsync(storage, 1);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Runner(storage, first).RunNextAsync("killed", cut.Token));

        var again = Adapters(sandbox).ToDictionary(
            one => one.Key, one => (IAdapter)new Noted(one.Value, () => lists.Add(one.Key)));
        var later = new ManualTime(DateTimeOffset.UtcNow.AddHours(1));
        Assert.NotNull(await Runner(storage, again, later).RunNextAsync("next", default));

        Assert.Equal(["billing", "mail", "mail", "network"], lists);
        AssertSame(expected, await OpenAsync(storage));
        Assert.Equal(AuditState.Complete, (await storage.Audits.FindAsync(1, default))!.State);
    }

    public void Dispose() => _folder.Dispose();

    private async Task FindsAllAsync(OrchestratorStorage storage, DbConnection database, int seed)
    {
        var expected = await SeedAsync(database, seed);
        using var sandbox = Open();

        var run = await AuditAsync(storage, Adapters(sandbox), 1);

        Assert.Equal(AuditState.Complete, run.State);
        AssertSame(expected, await OpenAsync(storage));
        Assert.Equal(expected.Count, run.Parts.Sum(static part => part.Found));
        Assert.Equal(0, run.Parts.Sum(static part => part.Unsettled));
    }

    private static async Task ExecuteAsync(DbConnection database, string sql)
    {
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static void AssertSame(IReadOnlySet<string> expected, IReadOnlySet<string> found) => Assert.Equal(
        ("", ""), (string.Join("\n", expected.Except(found).Order()), string.Join("\n", found.Except(expected).Order())));

    private async Task<IReadOnlySet<string>> SeedAsync(DbConnection database, int seed)
    {
        using (Open())
        {
        }

        await database.OpenAsync();
        await using var world = new SqliteConnection($"Data Source={World};Pooling=False");
        await world.OpenAsync();
        return await SeededWorld.SeedAsync(database, world, Services, Mismatches, seed);
    }

    private SandboxAdapters Open() => SandboxAdapters.Create(new SandboxOptions { File = World });

    private static Dictionary<string, IAdapter> Adapters(SandboxAdapters sandbox) =>
        new[] { "billing", "mail", "network" }.ToDictionary(static name => name, name => sandbox[name]);

    private AuditRunner Runner(
        OrchestratorStorage storage, IReadOnlyDictionary<string, IAdapter> adapters, TimeProvider? time = null) => new(
        storage.Audits,
        new AuditSources(
            new AdapterRegistry(adapters),
            storage.Services,
            new OpenWork(storage.Journal, static (_, _) => Task.FromResult<IReadOnlyList<Core.Sagas.SagaState>>([])),
            SeededWorld.Products,
            time ?? TimeProvider.System),

        // So little memory that everything is sorted in runs on the disk.
        new AuditOptions(_folder.Path) { BytesMax = 20_000 });

    private static Task<AuditStart> StartAsync(OrchestratorStorage storage, int number) => storage.Audits.StartAsync(
        new NewAudit($"r-{number}", "h", [], "test", "test", DateTimeOffset.UtcNow), default);

    private async Task<AuditRun> AuditAsync(
        OrchestratorStorage storage, IReadOnlyDictionary<string, IAdapter> adapters, int number)
    {
        await StartAsync(storage, number);
        await Runner(storage, adapters).RunNextAsync($"owner-{number}", default);
        return (await storage.Audits.FindAsync(number, default))!;
    }

    private static async Task<HashSet<string>> OpenAsync(OrchestratorStorage storage) =>
        (await storage.Audits.ListFindingsAsync(
            new FindingQuery(100_000) { States = [FindingState.Open] }, DateTimeOffset.UtcNow, default))
        .Select(static one => SeededWorld.NameOf(one.Finding)).ToHashSet();

    /// <summary>Breaks off in the middle of its list.</summary>
    private sealed class Broken(IAdapter inner, int after) : IAdapter
    {
        public AdapterDescription Description => inner.Description;

        public Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation) =>
            inner.ExecuteAsync(call, cancellation);

        public async IAsyncEnumerable<Resource> ListAsync(
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
        {
            var count = 0;
            await foreach (var one in inner.ListAsync(cancellation))
            {
                if (count++ == after)
                    throw new IOException("the line is cut");
                yield return one;
            }
        }
    }

    /// <summary>Tells when it is asked for its list.</summary>
    private sealed class Noted(IAdapter inner, Action asked) : IAdapter
    {
        public AdapterDescription Description => inner.Description;

        public Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation) =>
            inner.ExecuteAsync(call, cancellation);

        public IAsyncEnumerable<Resource> ListAsync(CancellationToken cancellation)
        {
            asked();
            return inner.ListAsync(cancellation);
        }
    }
}
