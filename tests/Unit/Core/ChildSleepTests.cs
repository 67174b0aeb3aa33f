using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.TestKit.Core;
using static Orchestrator.Tests.Unit.Core.Outcomes;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>Who waits long for a child leaves memory, and hears of its end whatever happens meanwhile.</summary>
public sealed class ChildSleepTests
{
    [Fact]
    public void A_parent_and_its_child_that_wait_long_leave_memory_and_the_childs_end_wakes_the_parent()
    {
        var world = World(waits: true);
        world.Start();
        var awake = world.InMemory;

        world.Advance(TimeSpan.FromMinutes(2));
        var asleep = world.InMemory;
        world.Send(Visit("r-2"), Child(world).Id);

        Assert.Equal((1, 0), (awake, asleep));
        Assert.Equal(["a", "in-child", "z"], world.Calls);
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void A_parent_whose_children_end_one_after_the_other_stays_in_memory_for_a_minute_after_each()
    {
        var world = World(waits: true);
        world.Start();

        world.Advance(TimeSpan.FromSeconds(59));
        var before = world.InMemory;
        world.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((1, 0), (before, world.InMemory));
    }

    [Fact]
    public void A_parent_that_sleeps_keeps_its_due_time()
    {
        var world = World(waits: true);
        world.Start(new ActivationOrder("tester", "r", "h", "c") { DueTime = world.Now + TimeSpan.FromDays(9) });

        world.Advance(TimeSpan.FromDays(10));

        Assert.True(world.State.IsDueTimePassed);
    }

    [Fact]
    public void The_end_of_a_child_that_is_not_waited_for_is_noted_after_the_parents_own()
    {
        var world = World(waits: false);
        world.Start();
        var before = world.State.State;

        world.Advance(TimeSpan.FromDays(1));
        world.Send(Visit("r-2"), Child(world).Id);

        Assert.Equal(ActivationState.Completed, before);
        Assert.Equal(["ActivationCompleted", "ChildEnded"], world.Events.TakeLast(2));
    }

    [Fact]
    public void Who_was_told_of_the_parents_end_has_a_state_that_a_childs_end_does_not_change()
    {
        var world = World(waits: false);
        var ticket = world.Start(untilEnd: true);
        var told = Assert.IsType<ReplyContent.Accepted>(world.Replies[ticket]).State;
        var before = told.Sequence;

        world.Send(Visit("r-2"), Child(world).Id);

        Assert.Equal((before, before + 1), (told.Sequence, world.State.Sequence));
    }

    [Theory]
    [InlineData(true, "ok")]
    [InlineData(false, "ok")]
    [InlineData(true, "refused")]
    [InlineData(false, "refused")]
    public void A_crash_at_any_moment_of_a_childs_end_is_not_noticed(bool waits, string what)
    {
        var calm = RunToEnd(waits, what, int.MaxValue, out var things);

        for (var crashAfter = 0; crashAfter < things; crashAfter++)
            Assert.Equal(calm, RunToEnd(waits, what, crashAfter, out _));
        Assert.Contains("ChildEnded", calm, StringComparison.Ordinal);
    }

    [Fact]
    public void An_end_is_noted_once_whatever_asks_for_the_child_afterwards()
    {
        var world = World(waits: true);
        world.Start();
        world.Send(Visit("r-2"), Child(world).Id);
        var journal = world.Journal.Count;

        world.Send(new SagaCommand.Hold(ShardWorld.By("r-3")), Child(world).Id);
        world.Crash();

        Assert.Equal(journal, world.Journal.Count);
    }

    private static string RunToEnd(bool waits, string what, int crashAfter, out int things)
    {
        var world = World(waits, "late");
        if (what == "refused")
            world.Answers("late", Refused, Refused).ReadsBack("late", new ReadBack.NotDone(), new ReadBack.NotDone());
        world.Start();
        world.Advance(TimeSpan.FromMinutes(5));
        things = world.RunCrashingAfter(crashAfter, Visit("r-2"), Child(world).Id);
        world.Advance(TimeSpan.FromMinutes(5));
        world.Crash();
        return $"{world.State.State} {Child(world).State} {string.Join(' ', world.Events.Where(name => name is "ChildEnded" or "ChildTold"))} "
            + string.Join(' ', world.State.Steps.Select(step => $"{step.Id}:{step.State}"));
    }

    private static SagaCommand.Signal Visit(string requestId) =>
        new(ShardWorld.By(requestId), "visit", Value.Null);

    private static SagaState Child(ShardWorld world) =>
        world.StateOf(world.Journal.First(transition => transition.Activation != world.Id).Activation);

    private static ShardWorld World(bool waits, string? last = null)
    {
        var parent = new Plans();
        var child = new Plans { Name = "child" };
        Activity[] body = [child.Step("in-child"), child.Event("wait", "visit")];
        return new ShardWorld(
            parent.Build(parent.Sequence(
                "all", parent.Step("a"), parent.Child("call", "child", waits: waits), parent.Step("z"))),
            child.Build(child.Sequence("both", last is null ? body : [.. body, child.Step(last)])));
    }
}
