using Orchestrator.Adapters;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>While a person holds an adapter instance no call to it begins, and nothing fails.</summary>
public sealed class HoldTests
{
    [Fact]
    public async Task A_held_instance_begins_no_call_what_is_under_way_ends_and_what_waits_goes_on_when_it_is_released()
    {
        await using var world = await World().StartAsync();
        var underWay = world.Adapter.Holds("a");
        var first = world.Run();
        await EngineWorld.Until(() => !world.Adapter.Calls.IsEmpty);

        await Decide(world, holds: true);
        underWay.SetResult(new Answer.Succeeded());
        await first;
        var second = world.Run();
        await EngineWorld.Until(() => world.Engine.Statistics.CallsWaiting == 1);
        world.Time.Advance(TimeSpan.FromHours(3));
        var waiting = Assert.Single(world.Adapters.Figures);
        var delay = Assert.Single(await world.Engine.FindDelaysAsync(world.Ids[1], asks: false, default));
        var callsMeanwhile = world.Adapter.Calls.Count;
        await Decide(world, holds: false);
        var end = EngineWorld.StateIn(await second);

        Assert.Equal(1, callsMeanwhile);
        Assert.Equal((true, 0, 1, TimeSpan.FromHours(3)), (waiting.IsHeld, waiting.InFlight, waiting.Waiting, waiting.OldestWaiting));
        Assert.Equal(
            new StepDelay(
                "a", StepDelayKind.Held, world.Time.GetUtcNow().AddHours(-3), null, "ann holds the adapter 'net': new firmware"),
            delay);
        Assert.Equal(1, end.FindStep("a")!.Attempts);
        Assert.Empty(await world.Engine.FindDelaysAsync(world.Ids[1], asks: false, default));
    }

    [Fact]
    public async Task Undoing_and_reading_back_wait_as_well()
    {
        await using var world = await World().StartAsync();
        world.Adapter.Answers("a", new Answer.Unknown("The line broke."));
        var lost = world.Adapter.Holds("a");
        var run = world.Run();
        await EngineWorld.Until(() => world.Adapter.Calls.Count == 1);

        await Decide(world, holds: true);
        lost.SetResult(new Answer.Unknown("The line broke."));
        await world.Pass(() => world.Adapters.Figures[0].Waiting == 1);
        world.Time.Advance(TimeSpan.FromHours(30));
        var before = world.Adapters.Figures[0];
        await Decide(world, holds: false);
        await world.Pass(run);

        Assert.Equal((0, 1), (before.InFlight, before.Waiting));
    }

    [Fact]
    public async Task A_hold_is_there_after_a_crash_before_anything_begins()
    {
        await using var world = await World().StartAsync();
        await Decide(world, holds: true);
        await world.Begin();
        await EngineWorld.Until(() => world.Engine.Statistics.CallsWaiting == 1);

        await world.RestartAsync();
        await world.Pass(() => world.Engine.Statistics.CallsWaiting == 1);
        var callsMeanwhile = world.Adapter.Calls.Count;
        await Decide(world, holds: false);
        await world.Pass(world.EndOf(world.Ids[0]));

        Assert.Equal(0, callsMeanwhile);
        Assert.Single(world.Adapter.Calls);
    }

    [Fact]
    public async Task What_was_decided_in_another_node_is_heard_of_within_seconds_though_no_word_comes()
    {
        await using var world = await World().StartAsync();

        await Keep(world, holds: true);
        await world.Pass(() => world.Adapters.IsHeld("net"));
        var run = world.Run();
        await EngineWorld.Until(() => world.Engine.Statistics.CallsWaiting == 1);
        await Keep(world, holds: false);
        await world.Pass(run);

        Assert.False(world.Adapters.IsHeld("net"));
    }

    [Fact]
    public async Task While_the_database_is_away_what_held_goes_on_to_hold()
    {
        await using var world = await World().StartAsync();
        await Decide(world, holds: true);

        world.Decisions!.IsAway = true;
        await Assert.ThrowsAsync<EngineUnavailableException>(() => world.Engine.ChangeAdaptersAsync(default));
        world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(world.Adapters.IsHeld("net"));
    }

    private static EngineWorld World() => new(One()) { Decisions = new InMemoryAdapterDecisions() };

    private static async Task Decide(EngineWorld world, bool holds)
    {
        await Keep(world, holds);
        await world.Engine.ChangeAdaptersAsync(default);
    }

    private static Task<AdapterDecisionOutcome> Keep(EngineWorld world, bool holds) => world.Decisions!.KeepAsync(
        new NewAdapterDecision(
            new AdapterDecision("net", holds, "ann", "new firmware", "T-1", world.Time.GetUtcNow()),
            Guid.NewGuid().ToString(),
            "hash"),
        default);

    private static WorkflowPlan One()
    {
        var plans = new Plans();
        return plans.Build(plans.Sequence("all", plans.Step("a")));
    }
}
