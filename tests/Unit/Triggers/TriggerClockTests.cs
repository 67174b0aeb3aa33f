using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Server.Scheduling;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Triggers;

/// <summary>Workflows that begin with a time. The clock stands at the beginning of 2026.</summary>
public sealed class TriggerClockTests
{
    [Fact]
    public async Task A_timer_starts_its_workflow_each_time_that_it_has_elapsed()
    {
        await using var world = await NewWorld(plans => plans.Timer("start", "00:01:00"));

        await Pass(world, TimeSpan.FromMinutes(3.5), NewClock(world));

        Assert.Equal(["00:01:00", "00:02:00", "00:03:00"], Started(world));
    }

    [Fact]
    public async Task A_calendar_starts_its_workflow_at_its_times()
    {
        await using var world = await NewWorld(plans => plans.Cron("start", "30 */2 * * * *"));

        await Pass(world, TimeSpan.FromMinutes(5), NewClock(world));

        Assert.Equal(["00:00:30", "00:02:30", "00:04:30"], Started(world));
    }

    [Fact]
    public async Task A_time_that_has_passed_starts_its_workflow_once_when_it_is_published()
    {
        await using var world = await NewWorld(plans => plans.StartAt("start", "2025-12-31T23:00:00Z"));
        await Pass(world, TimeSpan.FromMinutes(1), NewClock(world));
        await world.RestartAsync();
        await Pass(world, TimeSpan.FromMinutes(1), NewClock(world));

        Assert.Equal(["23:00:00"], Started(world));
    }

    [Fact]
    public async Task What_fell_due_while_the_process_was_down_starts_one_activation_for_the_latest()
    {
        await using var world = await NewWorld(plans => plans.Timer("start", "00:01:00"));
        await Pass(world, TimeSpan.FromMinutes(1.5), NewClock(world));
        world.Time.Advance(TimeSpan.FromMinutes(10));

        await world.RestartAsync();
        await Pass(world, TimeSpan.FromMinutes(1), NewClock(world));

        Assert.Equal(["00:01:00", "00:11:00", "00:12:00"], Started(world));
    }

    [Fact]
    public async Task A_moment_that_two_clocks_meet_starts_one_activation()
    {
        await using var world = await NewWorld(plans => plans.Timer("start", "00:01:00"));

        await Pass(world, TimeSpan.FromMinutes(2.5), NewClock(world), NewClock(world));

        Assert.Equal(["00:01:00", "00:02:00"], Started(world));
    }

    [Fact]
    public async Task A_moment_that_a_crash_met_before_anybody_learnt_of_its_start_starts_one_activation()
    {
        await using var world = await NewWorld(plans => plans.Timer("start", "00:01:00"));
        var stopped = new TaskCompletionSource();
        world.Journal.AfterWrite = _ =>
        {
            stopped.TrySetResult();
            return new TaskCompletionSource().Task;
        };
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var turn = NewClock(world).TurnAsync();
        await stopped.Task.WaitAsync(EngineWorld.Patience);

        await world.RestartAsync();
        await turn.WaitAsync(EngineWorld.Patience);
        await Pass(world, TimeSpan.FromSeconds(30), NewClock(world));

        Assert.Equal(["00:01:00"], Started(world));
    }

    [Fact]
    public async Task A_version_that_is_superseded_or_retired_starts_nothing_more()
    {
        var later = new Plans { Version = 2 };
        await using var world = await NewWorld(
            plans => plans.Timer("start", "00:01:00"), later.Build(later.Timer("start", "00:02:00")));
        var clock = NewClock(world);
        await Pass(world, TimeSpan.FromMinutes(1.5), clock);

        await world.Publish("test", version: 2);
        await Pass(world, TimeSpan.FromMinutes(3), clock);
        await world.Workflows.RetireAsync("test", 2, "tester", "r-2", "hash", default);
        await world.Workflows.RetireAsync("test", 1, "tester", "r-1", "hash", default);
        await Pass(world, TimeSpan.FromMinutes(5), clock);

        Assert.Equal(["00:01:00", "00:03:30"], Started(world));
    }

    [Fact]
    public async Task A_version_that_comes_into_force_again_counts_from_then()
    {
        var later = new Plans { Version = 2 };
        await using var world = await NewWorld(plans => plans.Timer("start", "00:10:00"), later.Build(later.Step("a")));
        var clock = NewClock(world);
        await world.Publish("test", version: 2);
        await Pass(world, TimeSpan.FromMinutes(25), clock);

        await world.Workflows.RetireAsync("test", 2, "tester", "r-2", "hash", default);
        await Pass(world, TimeSpan.FromMinutes(15), clock);

        Assert.Equal(["00:35:00"], Started(world));
    }

    /// <summary>Time passes; each clock is asked when it said that something is due.</summary>
    private static async Task Pass(EngineWorld world, TimeSpan time, params TriggerClock[] clocks)
    {
        var until = world.Time.GetUtcNow() + time;
        while (true)
        {
            var rest = until - world.Time.GetUtcNow();
            foreach (var clock in clocks)
            {
                var next = await clock.TurnAsync().WaitAsync(EngineWorld.Patience);
                rest = next < rest ? next : rest;
            }

            if (until == world.Time.GetUtcNow())
                return;

            world.Time.Advance(rest);
        }
    }

    /// <summary>The moments that started activations, by their request ids.</summary>
    private static IEnumerable<string> Started(EngineWorld world) => world.Ids
        .Select(id => (ActivationAccepted)world.Facts(id)[0])
        .Select(accepted => DateTimeOffset.Parse(accepted.Order.RequestId, CultureInfo.InvariantCulture))
        .Select(due => due.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture));

    private static TriggerClock NewClock(EngineWorld world) =>
        new(
            world.Workflows,
            world.Plans,
            (order, plan, stop) => world.Engine.StartActivationAsync(order, plan, 0, TimeSpan.Zero, stop),
            world.Time,
            NullLogger.Instance);

    private static Task<EngineWorld> NewWorld(
        Func<Plans, Activity> start, params Orchestrator.Core.Workflows.WorkflowPlan[] others)
    {
        var plans = new Plans();
        return new EngineWorld(plans.Build(start(plans)), null, new ScriptedAdapter(["a"]), others).StartAsync();
    }
}
