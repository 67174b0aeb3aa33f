using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

public sealed class RecoveryTests
{
    [Fact]
    public async Task Everything_that_was_under_way_goes_on_in_the_next_process()
    {
        await using var world = await new EngineWorld(Two())
        {
            Options = new() { ReadPage = 7, ReadersMax = 3, Pace = new(WritersMax: 1, BesideMin: 1) },
        }.StartAsync();
        for (var count = 0; count < 100; count++)
        {
            world.Adapter.Holds("a");
            await world.Begin();
        }

        await world.RestartAsync();
        await world.Pass(() => world.Ids.All(id => world.Events(id).Last() == "ActivationCompleted"));

        Assert.Equal(100, world.Ids.Count);
        Assert.Equal(200, world.Adapter.EffectCount);
    }

    [Fact]
    public async Task A_lane_stays_with_the_step_that_had_it_however_late_that_is_loaded()
    {
        var plans = new Plans();
        var plan = plans.Build(plans.Sequence("all", plans.Step("a", lane: "device")));
        await using var world =
            await new EngineWorld(plan) { Options = new() { ReadPage = 1, ReadersMax = 1 } }.StartAsync();
        for (var count = 1; count < ActivationId.Shards - 1; count++)
            await world.Run();
        world.Adapter.Holds("a");
        var holder = EngineWorld.StateIn(await world.Begin()).Id;
        await EngineWorld.Until(() => world.Adapter.Calls.Count == ActivationId.Shards - 1);
        var waiter = EngineWorld.StateIn(await world.Begin()).Id;

        await world.RestartAsync();
        await world.Pass(() => world.Ids.All(id => world.Events(id).Last() == "ActivationCompleted"));

        Assert.True(waiter < holder, "The one that waits for the lane is loaded first.");
        Assert.Equal(
            [holder, waiter],
            world.Adapter.Calls.Skip(ActivationId.Shards - 1).Select(
                call => ActivationId.TryParse(call.IdempotencyKey[..13], out var id) ? id : 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_version_that_cannot_be_had_any_more_keeps_no_other_from_going_on(bool isThere)
    {
        var plans = new Plans();
        var step = plans.Step("a");
        var lost = new WorkflowPlan(new("lost", 1), "Lost", step, [step], [], [], []);
        await using var world = await new EngineWorld(Two()).StartAsync();
        world.Adapter.Holds("a");
        world.Adapter.Holds("a");
        await world.Engine.StartActivationAsync(world.Order(), lost, behind: 0, TimeSpan.Zero, default);
        await world.Begin();
        if (isThere)
            await world.Publish("lost");

        await world.RestartAsync();
        await world.Pass(() => world.Events(world.Ids[1]).Last() == "ActivationCompleted");

        Assert.Equal("StepRequested", world.Events(world.Ids[0]).Last());
    }

    private static WorkflowPlan Two()
    {
        var plans = new Plans();
        return plans.Build(plans.Sequence("all", plans.Step("a"), plans.Step("b")));
    }
}
