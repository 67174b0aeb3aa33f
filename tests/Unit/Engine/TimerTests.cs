using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

public sealed class TimerTests
{
    [Fact]
    public async Task A_long_delay_leaves_memory_comes_back_before_it_is_due_and_ends_when_it_is()
    {
        var plans = new Plans();
        await using var world = await new EngineWorld(
            plans.Build(plans.Sequence("all", plans.Delay("night", "08:00:00"), plans.Step("a")))).StartAsync();
        var begun = world.Time.GetUtcNow();
        var id = EngineWorld.StateIn(await world.Begin()).Id;
        await EngineWorld.Until(() => world.Engine.Statistics.ActivationsInMemory == 0);

        world.Time.Advance(TimeSpan.FromHours(8) - TimeSpan.FromSeconds(30));
        await EngineWorld.Until(() => world.Engine.Statistics.ActivationsInMemory == 1);
        var callsBefore = world.Adapter.Calls.Count;
        world.Time.Advance(TimeSpan.FromSeconds(30));
        var state = await world.EndOf(id);

        Assert.Equal(0, callsBefore);
        Assert.Equal(begun + TimeSpan.FromHours(8), state.EndTime);
    }

    [Fact]
    public async Task A_delay_goes_on_in_the_next_process()
    {
        var plans = new Plans();
        await using var world = await new EngineWorld(
            plans.Build(plans.Sequence("all", plans.Delay("while", "00:00:30"), plans.Step("a")))).StartAsync();
        var begun = world.Time.GetUtcNow();
        var id = EngineWorld.StateIn(await world.Begin()).Id;

        world.Time.Advance(TimeSpan.FromSeconds(10));
        await world.RestartAsync();
        world.Time.Advance(TimeSpan.FromSeconds(20));
        var state = await world.EndOf(id);

        Assert.Equal(begun + TimeSpan.FromSeconds(30), state.EndTime);
    }

    [Fact]
    public async Task A_retry_waits_as_long_as_the_adapter_asks_and_no_longer()
    {
        var plans = new Plans();
        await using var world = await new EngineWorld(plans.Build(plans.Sequence("all", plans.Step("a")))).StartAsync();
        world.Adapter.Answers(
            "a", new Answer.Retryable("BUSY", "It is busy.", TimeSpan.FromSeconds(20)), new Answer.Succeeded());
        var begun = world.Time.GetUtcNow();
        var id = EngineWorld.StateIn(await world.Begin()).Id;
        await EngineWorld.Until(() => world.Events(id).Contains("StepAttemptFailed"));

        world.Time.Advance(TimeSpan.FromSeconds(20) - TimeSpan.FromMilliseconds(1));
        var eventBefore = world.Events(id).Last();
        world.Time.Advance(TimeSpan.FromMilliseconds(1));
        var state = await world.EndOf(id);

        Assert.Equal("StepAttemptFailed", eventBefore);
        Assert.Equal(2, state.FindStep("a")!.Attempts);
        Assert.Equal(begun + TimeSpan.FromSeconds(20), state.EndTime);
    }

    [Fact]
    public async Task An_order_for_next_week_sleeps_until_then()
    {
        var plans = new Plans();
        await using var world = await new EngineWorld(plans.Build(plans.Sequence("all", plans.Step("a")))).StartAsync();
        var start = world.Time.GetUtcNow() + TimeSpan.FromDays(7);
        var id = EngineWorld.StateIn(await world.Begin(world.Order() with { RequestedStartTime = start })).Id;
        await EngineWorld.Until(() => world.Engine.Statistics.ActivationsInMemory == 0);

        await world.RestartAsync();
        world.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(30));
        await EngineWorld.Until(() => world.Engine.Statistics.ActivationsInMemory == 1);
        var eventsBefore = world.Events(id).ToArray();
        world.Time.Advance(TimeSpan.FromSeconds(30));
        var state = await world.EndOf(id);

        Assert.Equal(["ActivationAccepted"], eventsBefore);
        Assert.Equal(start, state.StartTime);
    }
}
