using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>Steps that may begin only while a window is open: from each full hour on for ten minutes.</summary>
public sealed class WindowTests
{
    private readonly Plans _plans = new();
    private int _asked;

    [Fact]
    public void A_step_whose_window_is_closed_waits_outside_memory_until_it_opens()
    {
        var world = World(_plans.Step("a"));
        Start(world, atMinute: 20);

        Assert.Equal(["ActivationAccepted", "ActivationStarted", "StepRequested", "WindowAwaited"], world.Events);
        Assert.Equal((StepState.Pending, "night", Hour(1)), Step(world, "a"));
        Assert.Equal(0, world.InMemory);

        world.Advance(TimeSpan.FromMinutes(40));
        Assert.Equal(["a"], world.Calls);
        Assert.Equal(Hour(1), world.Journal[^2].Time);
        Assert.Equal(ActivationState.Completed, world.State.State);
        Assert.Null(world.State.FindStep("a")!.Window);
    }

    [Fact]
    public void While_it_is_open_nothing_waits_and_a_step_that_has_begun_goes_on_past_its_end()
    {
        var world = World(_plans.Step("a"));
        world.Slow.Add("a");
        Start(world, atMinute: 5);

        world.Advance(TimeSpan.FromMinutes(10));
        world.AnswerSlow();

        Assert.Equal(ActivationState.Completed, world.State.State);
        Assert.DoesNotContain("WindowAwaited", world.Events);
    }

    [Fact]
    public void A_retry_waits_too_and_gives_its_lane_up_meanwhile()
    {
        var late = RetryPolicy.Default with
        {
            Jitter = 0,
            FirstDelay = TimeSpan.FromMinutes(8),
            DelayMax = TimeSpan.FromHours(1),
        };
        var world = World(_plans.Step("a", lane: "router-1", retry: late));
        world.Answers("a", Outcomes.Busy);
        Start(world, atMinute: 5);
        world.Advance(TimeSpan.FromMinutes(9));

        Assert.Equal((StepState.Retrying, "night", Hour(1)), Step(world, "a"));
        Assert.Equal(0, world.InMemory);

        world.Advance(TimeSpan.FromMinutes(47));
        Assert.Equal(["a", "a"], world.Calls);
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void Whose_turn_in_the_lane_comes_after_the_window_has_closed_waits_for_the_next_one()
    {
        var world = World(_plans.Step("a", lane: "router-1"));
        world.Slow.Add("a");
        Start(world, atMinute: 5);
        world.Start();
        world.Advance(TimeSpan.FromMinutes(30));

        world.AnswerSlow();
        Assert.Single(world.Calls);
        world.Advance(TimeSpan.FromMinutes(25));

        Assert.Equal(2, world.Calls.Count);
        Assert.Equal(Hour(1), world.Journal[^1].Time);
    }

    [Fact]
    public void When_the_window_opens_they_go_into_the_lane_one_after_the_other()
    {
        var world = World(_plans.Step("a", lane: "router-1"));
        world.Slow.Add("a");
        Start(world, atMinute: 20);
        world.Start();

        world.Advance(TimeSpan.FromMinutes(41));
        Assert.Single(world.InFlight);
        world.Crash();
        world.Advance(TimeSpan.FromMinutes(1));
        world.AnswerSlow();

        Assert.Equal(["a", "a?", "a"], world.Calls);
        Assert.All(
            world.Journal.Select(one => one.Activation).Distinct(),
            id => Assert.Equal(ActivationState.Completed, world.StateOf(id).State));
    }

    [Fact]
    public void An_undo_waits_for_its_window()
    {
        var world = World(
            _plans.Sequence("all", _plans.Step("a"), _plans.Delay("pause", "00:20:00"), _plans.Step("b")));
        Start(world, atMinute: 5);
        world.Advance(TimeSpan.FromMinutes(10));

        world.Send(new SagaCommand.Cancel(ShardWorld.By("cancel")));
        Assert.Equal((StepState.Compensating, "night", Hour(1)), Step(world, "a"));
        world.Advance(TimeSpan.FromMinutes(44));

        Assert.Equal(["a"], world.Calls);
        world.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["a", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void Hold_and_release_and_cancel_work_while_it_waits()
    {
        var world = World(_plans.Step("a"));
        Start(world, atMinute: 20);

        world.Send(new SagaCommand.Hold(ShardWorld.By("hold")));
        world.Advance(TimeSpan.FromMinutes(45));
        Assert.Empty(world.Calls);
        Assert.Null(world.NextWake);
        world.Advance(TimeSpan.FromMinutes(20));
        world.Send(new SagaCommand.Release(ShardWorld.By("release")));
        Assert.Equal((StepState.Pending, "night", Hour(2)), Step(world, "a"));
        world.Send(new SagaCommand.Cancel(ShardWorld.By("cancel")));

        Assert.Equal(ActivationState.Cancelled, world.State.State);
        world.Advance(TimeSpan.FromHours(3));
        Assert.Empty(world.Calls);
    }

    [Fact]
    public void What_was_said_of_the_window_is_a_fact_that_reading_the_history_does_not_ask_for_again()
    {
        var world = World(_plans.Step("a"));
        Start(world, atMinute: 20);
        var asked = _asked;

        var state = world.StateOf(world.Id);

        Assert.Equal(asked, _asked);
        Assert.Equal(Hour(1), state.FindStep("a")!.NextAttempt);
    }

    [Fact]
    public void Reading_back_what_became_of_a_call_does_not_wait()
    {
        var world = World(_plans.Step("a"));
        world.Slow.Add("a");
        Start(world, atMinute: 5);
        world.Advance(TimeSpan.FromMinutes(20));

        world.AnswerSlow(Outcomes.Lost);

        Assert.Equal(["a", "a?"], world.Calls);
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    private ShardWorld World(Activity root) => new(_plans.Build(root)) { Windows = Night };

    private WindowWait? Night(string adapter, string? lane, bool undo, DateTimeOffset now)
    {
        _asked++;
        Assert.Equal("net", adapter);
        return now.Minute < 10 ? null : new WindowWait("night", Hour(now.Hour + 1));
    }

    private static void Start(ShardWorld world, int atMinute)
    {
        world.Advance(TimeSpan.FromMinutes(atMinute));
        world.Start();
    }

    private static DateTimeOffset Hour(int hour) => new(2026, 1, 1, hour, 0, 0, TimeSpan.Zero);

    private static (StepState State, string? Window, DateTimeOffset? Until) Step(ShardWorld world, string id)
    {
        var step = world.State.FindStep(id)!;
        return (step.State, step.Window, step.NextAttempt);
    }
}
