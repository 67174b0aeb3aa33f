using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

public sealed class WatchTests
{
    private static readonly string[] All =
    [
        "ActivationAccepted", "ActivationStarted", "ActivityStarted", "StepRequested", "StepSucceeded", "StepRequested",
        "StepSucceeded", "ActivationCompleted",
    ];

    [Fact]
    public async Task A_watch_tells_what_was_and_what_becomes_and_ends_with_the_activation()
    {
        await using var world = await new EngineWorld(Two()).StartAsync();
        var held = world.Adapter.Holds("a");
        var id = EngineWorld.StateIn(await world.Begin()).Id;
        var seen = new List<string>();

        var watching = Watch(world, id, 0, seen);
        await EngineWorld.Until(() => world.Engine.Statistics.Watchers == 1);
        held.SetResult(new Answer.Succeeded());
        await watching;

        Assert.Equal(All, seen);
        Assert.Equal(0, world.Engine.Statistics.Watchers);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task A_watch_that_was_cut_goes_on_after_the_last_event_it_saw(int after)
    {
        await using var world = await new EngineWorld(Two()).StartAsync();
        var id = EngineWorld.StateIn(await world.Run()).Id;
        var seen = new List<string>();

        await Watch(world, id, after, seen);

        Assert.Equal(All.Skip(after), seen);
    }

    [Fact]
    public async Task A_watch_of_what_is_not_there_ends_at_once()
    {
        await using var world = await new EngineWorld(Two()).StartAsync();
        var seen = new List<string>();

        await Watch(world, 42, 0, seen);

        Assert.Empty(seen);
    }

    [Fact]
    public async Task A_watcher_that_does_not_keep_up_misses_nothing()
    {
        var plans = new Plans();
        var plan = plans.Build(
            plans.Sequence("all", [.. Enumerable.Range(0, 400).Select(number => plans.Step("s" + number))]));
        await using var world = await new EngineWorld(plan).StartAsync();
        var held = world.Adapter.Holds("s0");
        var id = EngineWorld.StateIn(await world.Begin()).Id;
        var sequences = new List<long>();

        await using var watch = world.Engine.WatchAsync(id, 0, default).GetAsyncEnumerator();
        await watch.MoveNextAsync();
        held.SetResult(new Answer.Succeeded());
        await world.EndOf(id);
        do
            sequences.AddRange(watch.Current.Events.Select(
                (_, index) => watch.Current.Sequence - watch.Current.Events.Count + 1 + index));
        while (await watch.MoveNextAsync());

        Assert.Equal(Enumerable.Range(1, world.Events(id).Count()).Select(number => (long)number), sequences);
    }

    [Fact]
    public async Task A_watch_does_not_outlive_the_engine()
    {
        await using var world = await new EngineWorld(Two()).StartAsync();
        world.Adapter.Holds("a");
        var id = EngineWorld.StateIn(await world.Begin()).Id;

        var watching = Watch(world, id, 0, []);
        await EngineWorld.Until(() => world.Engine.Statistics.Watchers == 1);
        await world.Engine.DisposeAsync();

        await Assert.ThrowsAsync<EngineUnavailableException>(() => watching);
    }

    private static async Task Watch(EngineWorld world, long id, long after, List<string> seen)
    {
        using var patience = new CancellationTokenSource(EngineWorld.Patience);
        await foreach (var transition in world.Engine.WatchAsync(id, after, patience.Token))
            seen.AddRange(transition.Events.Select(happened => happened.Type));
    }

    private static WorkflowPlan Two()
    {
        var plans = new Plans();
        return plans.Build(plans.Sequence("all", plans.Step("a"), plans.Step("b")));
    }
}
