using Orchestrator.Engine.Ports;
using static Orchestrator.Tests.Conformance.Journal.Facts;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>Who may write, and databases that cannot be used: for those that outlive the process.</summary>
public abstract class JournalOwnership(
    Func<Task<DurableHost>> newHost) : JournalConformance(async () => await newHost())
{
    protected new DurableHost Host => (DurableHost)base.Host;

    [Fact]
    public async Task A_second_process_is_refused_while_the_first_one_lives_and_takes_over_when_it_has_ended()
    {
        await using var second = await Host.StartAsync();

        var refused = await Assert.ThrowsAsync<ShardsOwnedException>(() => second.Journal.AcquireAsync(default));

        Assert.Contains(Host.Name, refused.Message, StringComparison.Ordinal);
        await WrittenAsync(Write(1, Start(Id(1))));
        await EndAsync();
        await second.Journal.AcquireAsync(default);
        Assert.Equal([new WriteResult(2)], await second.Journal.WriteAsync([Write(2, Step(Id(1), 3))], default));
    }

    [Fact]
    public async Task A_process_may_take_the_shards_again()
    {
        await Journal.AcquireAsync(default);

        await WrittenAsync(Write(1, Start(Id(1))));
    }

    [Fact]
    public async Task Who_was_owner_before_writes_nothing_more()
    {
        await WrittenAsync(Write(1, Start(Id(1))));
        await Host.ExecuteAsync("update shards set token = token + 1");

        await Assert.ThrowsAsync<OwnershipLostException>(
            () => WriteAsync(Write(2, Step(Id(1), 3)), Write(3, Start(Id(2)))));

        Assert.Equal([2L], await SequencesAsync(Id(1)));
        Assert.Equal([Id(1)], await ListAsync(new(9)));
    }

    [Fact]
    public async Task Every_owner_has_a_token_of_its_own_on_every_shard()
    {
        var first = await Host.ReadAsync("select min(token) * 1000 + max(token) + 1000000 * count(*) from shards");

        await RestartAsync();

        Assert.Equal(64_001_001, first);
        Assert.Equal(
            64_002_002, await Host.ReadAsync("select min(token) * 1000 + max(token) + 1000000 * count(*) from shards"));
    }

    [Fact]
    public async Task Processes_that_start_at_once_make_the_schema_once()
    {
        await using var empty = await Host.EmptyAsync();

        var processes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(empty.StartAsync)));

        Assert.Equal(
            1, await empty.ReadAsync(
                "select count(*) from \"__EFMigrationsHistory\" where \"MigrationId\" like '%_Initial'"));
        await processes[3].Journal.AcquireAsync(default);
        Assert.Equal([new WriteResult(1)], await processes[3].Journal.WriteAsync([Write(1, Start(Id(1)))], default));
        foreach (var process in processes)
            await process.DisposeAsync();
    }

    [Fact]
    public async Task A_database_of_a_later_version_is_refused()
    {
        await Host.ExecuteAsync("insert into \"__EFMigrationsHistory\" values ('99990101000000_Later', '99.0')");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(Host.StartAsync);

        Assert.Contains("99990101000000_Later", refused.Message, StringComparison.Ordinal);
    }
}
