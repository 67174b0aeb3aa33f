using Orchestrator.Core.Leases;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>
/// Lanes that several nodes share. Time is the database's, so the tests move what it has written down.
/// </summary>
public sealed class PostgresLaneTests : IAsyncLifetime
{
    private const string AnHourPasses =
        "update shards set lanes_since = lanes_since - interval '1 hour'; "
        + "update lane_begins set at = at - interval '1 hour', until = until - interval '1 hour'";

    private readonly List<OrchestratorStorage> _storages = [];
    private PostgresHost _host = null!;
    private IClusterStore _one = null!;
    private IClusterStore _two = null!;

    private static LaneRule Wide(int width) => new(width);

    private static LaneRule TwoAnHour => new(9, new LaneRate(2, TimeSpan.FromHours(1)));

    public async Task InitializeAsync()
    {
        _host = (PostgresHost)await PostgresHost.NewDurable();
        (_one, _two) = (await JoinAsync("one"), await JoinAsync("two"));
        await TakeAsync(_one, 0);
        await TakeAsync(_two, 32);
    }

    public async Task DisposeAsync()
    {
        foreach (var storage in _storages)
            await storage.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task As_many_as_the_lane_is_wide_are_in_it_and_the_others_follow_in_order()
    {
        var first = await AskAsync(_one, Wide(2), 1, 2);
        var second = await AskAsync(_two, Wide(2), 33);
        var third = await AskAsync(_one, Wide(2), 3);
        Assert.Equal([1, 2], first);
        Assert.Equal([], second.Concat(third));

        await LeaveAsync(_one, 2);
        Assert.Equal([1, 33], await InsideAsync());

        await LeaveAsync(_two, 33);
        await LeaveAsync(_one, 1);
        Assert.Equal([3], await InsideAsync());
    }

    [Fact]
    public async Task No_more_calls_begin_in_a_period_than_the_rate_says_whichever_node_they_are_of()
    {
        await _host.ExecuteAsync(AnHourPasses);

        var first = await AskAsync(_one, TwoAnHour, 1);
        var second = await _two.ChangeLanesAsync([Wants(33, TwoAnHour), Wants(34, TwoAnHour)], [], default);
        await LeaveAsync(_one, 1);
        await LeaveAsync(_two, 33);

        Assert.Equal([1], first);
        Assert.Equal([33], second.Granted.Select(Shard));
        Assert.Equal("lane", Assert.Single(second.Later).Lane);
        Assert.InRange(second.Later[0].After, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        Assert.Equal([], await InsideAsync());

        await _host.ExecuteAsync(AnHourPasses);
        await _one.ChangeLanesAsync([], ["lane"], default);
        Assert.Equal([34], await InsideAsync());
        Assert.Equal(1, await _host.ReadAsync("select count(*) from lane_begins"));
    }

    [Fact]
    public async Task What_began_before_lanes_were_kept_here_is_taken_for_as_much_as_may_begin()
    {
        var asked = await _one.ChangeLanesAsync([Wants(1, TwoAnHour)], [], default);
        Assert.Empty(asked.Granted);
        Assert.Equal("lane", Assert.Single(asked.Later).Lane);

        await _host.ExecuteAsync(AnHourPasses);
        await _two.ChangeLanesAsync([], ["lane"], default);
        Assert.Equal([1], await InsideAsync());
    }

    [Fact]
    public async Task Who_is_in_the_lane_waits_for_each_call_and_goes_before_those_who_are_not()
    {
        var rule = new LaneRule(1, new LaneRate(1, TimeSpan.FromHours(1)));
        await _host.ExecuteAsync(AnHourPasses);
        await AskAsync(_one, rule, 1);
        await AskAsync(_two, rule, 33);

        var again = await _one.ChangeLanesAsync([Wants(1, rule, turn: 2)], [], default);
        Assert.Empty(again.Granted);
        Assert.Equal([], await InsideAsync());

        await _host.ExecuteAsync(AnHourPasses);
        await _two.ChangeLanesAsync([], ["lane"], default);
        Assert.Equal([1], await InsideAsync());
        Assert.Equal(2, (await _one.ReadLanesAsync([1], default))[0].Turn);
    }

    [Fact]
    public async Task Who_takes_shards_over_finds_who_is_in_lanes_and_what_has_begun()
    {
        await _host.ExecuteAsync(AnHourPasses);
        await AskAsync(_one, TwoAnHour, 1, 2);

        await _one.LeaveAsync(default);
        await _two.AcquireAsync([.. Enumerable.Range(0, 32)], default);
        var later = await _two.KeepLanesAsync([.. Enumerable.Range(0, 32)], [Wants(1, TwoAnHour)], default);
        var asked = await _two.ChangeLanesAsync([Wants(3, TwoAnHour)], [], default);

        Assert.Empty(later);
        Assert.Empty(asked.Granted);
        Assert.Single(asked.Later);
        Assert.Equal([1], await InsideAsync());
        Assert.Equal(2, await _host.ReadAsync("select count(*) from lane_begins"));
    }

    [Fact]
    public async Task A_node_that_is_not_the_owner_changes_nothing()
    {
        var asked = await _two.ChangeLanesAsync([Wants(1, Wide(1))], [], default);

        Assert.Empty(asked.Granted);
        Assert.Equal(0, await _host.ReadAsync("select count(*) from lanes"));
    }

    private async Task<IClusterStore> JoinAsync(string name)
    {
        var storage = await OrchestratorStorage.OpenPostgresAsync(_host.ConnectionString, default);
        _storages.Add(storage);
        await storage.Cluster!.JoinAsync(new NodeIdentity(name, "", ""), LeaseTerms.Default, default);
        return storage.Cluster;
    }

    private static async Task TakeAsync(IClusterStore node, int from)
    {
        int[] shards = [.. Enumerable.Range(from, 32)];
        await node.AcquireAsync(shards, default);
        await node.KeepLanesAsync(shards, [], default);
    }

    /// <summary>Steps of activations, one for each of these shards, come to the lane.</summary>
    private static async Task<int[]> AskAsync(IClusterStore node, LaneRule rule, params int[] shards) =>
        [.. (await node.ChangeLanesAsync([.. shards.Select(shard => Wants(shard, rule))], [], default)).Granted.Select(Shard)];

    private static Task<LaneTurns> LeaveAsync(IClusterStore node, int shard) =>
        node.ChangeLanesAsync([Wants(shard, Wide(1)) with { Comes = false }], [], default);

    /// <summary>Whose turn it is, of all nodes.</summary>
    private async Task<IEnumerable<int>> InsideAsync() =>
        (await _one.ReadLanesAsync([.. Enumerable.Range(0, 64)], default)).Select(Shard).Order();

    private static LaneChange Wants(int shard, LaneRule rule, int turn = 1) =>
        new(true, "lane", (long)shard << 15, "step") { Turn = turn, Rule = rule };

    private static int Shard(LaneChange one) => (int)(one.Activation >> 15);
}
