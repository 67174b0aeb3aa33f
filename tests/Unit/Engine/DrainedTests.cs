using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>A node that a person drains.</summary>
public sealed class DrainedTests
{
    [Fact]
    public async Task It_starts_nothing_new_and_what_is_there_goes_on()
    {
        await using var world = await new EngineWorld(One()).StartAsync();
        var held = world.Adapter.Holds("a");
        var before = world.Run();
        await EngineWorld.Until(() => !world.Adapter.Calls.IsEmpty);

        world.Engine.Drain(true);
        var refused = await Assert.ThrowsAsync<EngineUnavailableException>(() => world.Begin());
        var holding = await world.Engine.SendAsync(
            world.Ids.Single(), new SagaCommand.Hold(new Who("tester", "hold", "hash", "why")), default);
        await world.Engine.SendAsync(
            world.Ids.Single(), new SagaCommand.Release(new Who("tester", "release", "hash", "why")), default);
        held.SetResult(new Answer.Succeeded());

        Assert.True(refused.IsDrained);
        Assert.Equal(ActivationState.Held, EngineWorld.StateIn(holding).State);
        Assert.Equal(ActivationState.Completed, EngineWorld.StateIn(await before).State);
    }

    [Fact]
    public async Task Drained_no_more_it_starts_what_it_had_refused()
    {
        await using var world = await new EngineWorld(One()).StartAsync();
        var order = world.Order();

        world.Engine.Drain(true);
        await Assert.ThrowsAsync<EngineUnavailableException>(() => world.Run(order));
        world.Engine.Drain(false);
        var after = await world.Run(order);

        Assert.Equal(ActivationState.Completed, EngineWorld.StateIn(after).State);
        Assert.Single(world.Ids);
    }

    [Fact]
    public async Task Whoever_wants_to_know_is_told_of_each_change_once_and_of_what_holds_when_it_asks()
    {
        await using var world = await new EngineWorld(One()).StartAsync();
        var told = new List<bool>();

        world.Engine.Drain(true);
        world.Engine.WhenDrained(told.Add);
        world.Engine.Drain(true);
        world.Engine.Drain(false);
        world.Engine.Drain(false);

        Assert.Equal([true, false], told);
    }

    private static WorkflowPlan One()
    {
        var plans = new Plans();
        return plans.Build(plans.Sequence("all", plans.Step("a")));
    }
}
