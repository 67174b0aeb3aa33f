using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>A whole engine looks ahead to due times, by its clock.</summary>
public sealed class LookoutTests
{
    [Fact]
    public async Task A_due_time_in_jeopardy_is_found_before_it_is_missed_and_once_whatever_crashes()
    {
        await using var world = await ExperiencedAsync();
        var late = await BeginAsync(world, due: TimeSpan.FromMinutes(15));
        var fine = await BeginAsync(world, due: TimeSpan.FromHours(2));

        await LooksUntil(world, () => IsInJeopardy(world, late));

        var said = Assert.Single(world.Facts(late).OfType<DueTimeInJeopardy>());
        Assert.Equal("Others took 20 min 0 s.", said.Why);
        Assert.DoesNotContain("DueTimePassed", world.Events(late));
        await world.RestartAsync();
        var next = await BeginAsync(world, due: TimeSpan.FromMinutes(15));
        await LooksUntil(world, () => IsInJeopardy(world, next));
        Assert.Single(world.Facts(late).OfType<DueTimeInJeopardy>());
        Assert.False(IsInJeopardy(world, fine));
        var listed = await world.Journal.ListAsync(new(10) { InJeopardy = true }, default);
        Assert.Equal([next, late], listed);
    }

    [Fact]
    public async Task One_that_sleeps_in_fallout_is_found_too_and_none_that_has_ended()
    {
        await using var world = await ExperiencedAsync();
        var held = await BeginAsync(world, due: TimeSpan.FromMinutes(45));
        var ended = await BeginAsync(world, due: TimeSpan.FromMinutes(45));
        await world.Engine.SendAsync(held, new SagaCommand.Hold(ShardWorld.By("hold")), default);
        await world.Engine.SendAsync(ended, new SagaCommand.Cancel(ShardWorld.By("cancel")), default);
        await EngineWorld.Until(() => world.Engine.Statistics.ActivationsInMemory == 0);

        await LooksUntil(world, () => IsInJeopardy(world, held));

        Assert.DoesNotContain("DueTimePassed", world.Events(held));
        Assert.False(IsInJeopardy(world, ended));
    }

    /// <summary>Three of its workflow have completed, in 10, 20 and 30 minutes.</summary>
    private static async Task<EngineWorld> ExperiencedAsync()
    {
        var plans = new Plans();
        var world = await new EngineWorld(
            plans.Build(plans.Sequence("root", plans.Event("visit", "visit-done")))).StartAsync();
        for (var minutes = 10; minutes <= 30; minutes += 10)
        {
            var id = EngineWorld.StateIn(await world.Begin()).Id;
            world.Time.Advance(TimeSpan.FromMinutes(minutes));
            await world.Engine.SendAsync(
                id, new SagaCommand.Signal(ShardWorld.By($"visit-{id}"), "visit-done", default), default);
            await world.EndOf(id);
        }

        return world;
    }

    private static async Task<long> BeginAsync(EngineWorld world, TimeSpan due) => EngineWorld.StateIn(
        await world.Begin(world.Order() with { DueTime = world.Time.GetUtcNow() + due })).Id;

    private static bool IsInJeopardy(EngineWorld world, long id) =>
        world.Events(id).Contains(nameof(DueTimeInJeopardy));

    private static Task LooksUntil(EngineWorld world, Func<bool> holds) => EngineWorld.Until(() =>
    {
        if (holds())
            return true;

        world.Time.Advance(TimeSpan.FromMilliseconds(200));
        return false;
    });
}
