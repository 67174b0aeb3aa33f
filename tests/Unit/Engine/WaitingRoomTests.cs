using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>Callers that wait: how many there may be, and for how long they have waited.</summary>
public sealed class WaitingRoomTests
{
    [Fact]
    public async Task More_commands_than_are_answered_are_refused_and_the_oldest_ones_age_is_told()
    {
        await using var world = await StartAsync(new EngineOptions { CommandsMax = 2 });
        var id = await HeldAsync(world);
        var durable = new TaskCompletionSource();
        world.Journal.BeforeWrite = _ => durable.Task;

        var first = HoldAsync(world, id, "1");
        world.Time.Advance(TimeSpan.FromSeconds(3));
        var second = HoldAsync(world, id, "2");
        var refused = await Assert.ThrowsAsync<EngineOverloadedException>(() => HoldAsync(world, id, "3"));
        var waiting = world.Engine.Statistics;
        durable.SetResult();
        await Task.WhenAll(first, second);
        await HoldAsync(world, id, "3");

        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Equal((2, TimeSpan.FromSeconds(3)), (waiting.CommandsWaiting, waiting.OldestCommand));
        Assert.Equal(
            (0, TimeSpan.Zero), (world.Engine.Statistics.CommandsWaiting, world.Engine.Statistics.OldestCommand));
    }

    [Fact]
    public async Task More_callers_that_wait_for_an_end_than_fit_are_refused_and_leave_nothing_behind()
    {
        await using var world = await StartAsync(new EngineOptions { WaitsMax = 2 });
        var held = world.Adapter.Holds("a");

        var started = world.Run();
        await EngineWorld.Until(() => !world.Adapter.Calls.IsEmpty);
        var waits = world.Engine.WaitForEndAsync(world.Ids.Single(), TimeSpan.FromHours(1), default);
        await Assert.ThrowsAsync<EngineOverloadedException>(() => world.EndOf(world.Ids.Single()));
        await Assert.ThrowsAsync<EngineOverloadedException>(() => world.Run());
        var full = world.Engine.Statistics.WaitsForEnd;
        held.SetResult(new Answer.Succeeded());
        await Task.WhenAll(started, waits);

        Assert.Equal(2, full);
        Assert.Equal(0, world.Engine.Statistics.WaitsForEnd);
        Assert.Single(world.Ids);
    }

    [Fact]
    public async Task More_watches_than_fit_are_refused_until_one_has_ended()
    {
        await using var world = await StartAsync(new EngineOptions { WatchesMax = 1 });
        var id = await HeldAsync(world);
        using var done = new CancellationTokenSource();

        var watch = world.Engine.WatchAsync(id, 0, done.Token).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        await Assert.ThrowsAsync<EngineOverloadedException>(() => FirstAsync(world, id));
        await watch.DisposeAsync();

        Assert.Equal(1, (await FirstAsync(world, id)).Sequence - (await FirstAsync(world, id)).Events.Count + 1);
    }

    [Fact]
    public async Task The_age_of_the_oldest_write_counts_from_when_it_began_to_wait_until_it_is_durable()
    {
        await using var world = await StartAsync(new EngineOptions());
        var durable = new TaskCompletionSource();
        world.Journal.BeforeWrite = _ => durable.Task;

        var begun = world.Begin();
        world.Time.Advance(TimeSpan.FromSeconds(2));
        var queued = world.Begin();
        world.Time.Advance(TimeSpan.FromSeconds(5));
        var waiting = world.Engine.Statistics;
        durable.SetResult();
        await Task.WhenAll(begun, queued);

        Assert.Equal((1, TimeSpan.FromSeconds(7)), (waiting.WritesWaiting, waiting.OldestWrite));
        await EngineWorld.Until(() => world.Engine.Statistics.OldestWrite == TimeSpan.Zero);
    }

    [Fact]
    public async Task A_write_that_the_journal_does_not_take_is_told_by_its_age()
    {
        await using var world = await StartAsync(new EngineOptions());
        world.Journal.BeforeWrite = _ => throw new JournalUnavailableException("away");

        var begun = world.Begin();
        await Assert.ThrowsAsync<EngineUnavailableException>(() => world.Pass(begun));
        var age = world.Engine.Statistics.OldestWrite;
        world.Journal.BeforeWrite = null;
        await world.Pass(() => world.Engine.Statistics.OldestWrite == TimeSpan.Zero);

        Assert.True(age > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_node_tells_how_many_activations_each_shard_has_in_memory()
    {
        await using var world = await StartAsync(new EngineOptions());
        var held = world.Adapter.Holds("a");
        var running = world.Run();
        await EngineWorld.Until(() => !world.Adapter.Calls.IsEmpty);
        var shard = ActivationId.Shard(world.Ids.Single());

        var during = world.Engine.Figures.Activations.ToArray();
        held.SetResult(new Answer.Succeeded());
        await running;
        await EngineWorld.Until(() => world.Engine.Statistics.ActivationsInMemory == 0);

        Assert.Equal(Enumerable.Range(0, ActivationId.Shards).Select(one => one == shard ? 1 : 0), during);
        Assert.All(world.Engine.Figures.Activations, count => Assert.Equal(0, count));
    }

    private static Task<EngineWorld> StartAsync(EngineOptions options)
    {
        var plans = new Plans();
        var plan = plans.Build(plans.Sequence("all", plans.Step("a")));
        return new EngineWorld(plan)
        {
            Options = options with { Pace = new(WritersMax: 1, BesideMin: 1) },
        }.StartAsync();
    }

    private static async Task<long> HeldAsync(EngineWorld world)
    {
        world.Adapter.Holds("a");
        return EngineWorld.StateIn(await world.Begin()).Id;
    }

    private static Task<ReplyContent> HoldAsync(EngineWorld world, long id, string requestId) =>
        world.Engine.SendAsync(id, new SagaCommand.Hold(new Who("tester", requestId, "hash", "why")), default)
            .WaitAsync(EngineWorld.Patience);

    private static async Task<Transition> FirstAsync(EngineWorld world, long id)
    {
        await foreach (var transition in world.Engine.WatchAsync(id, 0, default))
            return transition;

        throw new InvalidOperationException("There is no such activation.");
    }
}
