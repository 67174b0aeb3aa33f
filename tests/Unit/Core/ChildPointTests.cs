using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.TestKit.Core;
using static Orchestrator.Tests.Unit.Core.Outcomes;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>A point of no return that a child passes is its parent's too, before it is passed.</summary>
public sealed class ChildPointTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_child_passes_a_hard_point_when_its_parent_has_noted_it(bool waits)
    {
        var world = World(plans => plans.Sequence("all", plans.Step("a"), plans.Child("call", "child", waits: waits)));
        world.Start();

        world.Send(Signal("r-2", "go"), Child(world).Id);

        var both = world.Journal.SelectMany(transition => transition.Events).Select(happened => happened.Type).ToList();
        Assert.True(both.IndexOf("ChildPassing") < both.LastIndexOf("StepStarted"));
        Assert.Equal(["a", "hard"], world.Calls);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void While_a_child_passes_a_hard_point_its_parent_is_not_undone_and_nothing_changes(bool waits, bool isSlow)
    {
        var world = World(plans => plans.Sequence(
            "all", plans.Step("a"), plans.Child("call", "child", waits: waits), plans.Event("wait", "visit")));
        if (isSlow)
            world.Slow.Add("hard");
        world.Start();
        world.Send(Signal("r-2", "go"), Child(world).Id);
        var before = world.Journal.Count;

        ReplyContent[] replies =
        [
            world.Send(new SagaCommand.RollBack(ShardWorld.By("r-3"), null, true, null)),
            world.Send(new SagaCommand.Cancel(ShardWorld.By("r-4"))),
        ];

        Assert.All(replies, reply => Assert.Equal(
            RefusalReason.PastPointOfNoReturn, Assert.IsType<ReplyContent.Refused>(reply).Why.Reason));
        Assert.Equal(before, world.Journal.Count);
    }

    [Fact]
    public void A_parent_that_had_completed_when_a_child_passed_a_hard_point_is_not_undone()
    {
        var world = World(plans => plans.Sequence("all", plans.Step("a"), plans.Child("call", "child", waits: false)));
        world.Start();
        world.Advance(TimeSpan.FromHours(1));
        world.Send(Signal("r-2", "go"), Child(world).Id);

        var reply = world.Send(new SagaCommand.RollBack(ShardWorld.By("r-3"), null, true, null));

        Assert.Equal(RefusalReason.PastPointOfNoReturn, Assert.IsType<ReplyContent.Refused>(reply).Why.Reason);
    }

    [Fact]
    public void All_above_note_it_the_uppermost_first()
    {
        var (top, middle, bottom) = (new Plans(), new Plans { Name = "middle" }, new Plans { Name = "bottom" });
        var world = new ShardWorld(
            top.Build(top.Sequence("all", top.Child("down", "middle", waits: false), top.Step("a"))),
            middle.Build(middle.Child("further", "bottom")),
            bottom.Build(bottom.Step("hard", pointOfNoReturn: PointOfNoReturn.Hard)));

        world.Start();

        var noted = world.Journal.Where(transition => transition.Events.Any(one => one is ChildPassing or StepStarted))
            .Select(transition => world.StateOf(transition.Activation).Plan.Id.Definition);
        Assert.Equal(["test", "middle", "bottom"], noted);
        Assert.All(Family(world), state => Assert.Equal(PointOfNoReturn.Hard, RollbackRules.Blocks(state, 0)));
    }

    [Fact]
    public void A_child_does_not_pass_a_point_while_its_parent_is_being_undone()
    {
        var world = World(plans => plans.Sequence(
            "all", plans.Child("call", "child", waits: false), plans.Step("b"), plans.Event("wait", "visit")));
        world.Slow.Add("undo-b");
        world.Start();
        world.Send(new SagaCommand.RollBack(ShardWorld.By("r-2"), null, false, null));

        world.Send(Signal("r-3", "go"), Child(world).Id);
        world.AnswerSlow();

        Assert.Equal(["b", "undo-b"], world.Calls);
        Assert.All(Family(world), state => Assert.Equal(ActivationState.RolledBack, state.State));
    }

    [Fact]
    public void A_child_that_a_person_leaves_as_it_is_goes_on_past_its_point()
    {
        var world = World(plans => plans.Sequence(
            "all", plans.Child("call", "child", waits: false), plans.Step("b"), plans.Event("wait", "visit")));
        world.Answers("undo-b", Refused);
        world.Start();
        world.Send(new SagaCommand.RollBack(ShardWorld.By("r-2"), null, false, null));
        world.Send(Signal("r-3", "go"), Child(world).Id);
        var before = world.Calls.Contains("hard");

        world.Send(new SagaCommand.Resolve(ShardWorld.By("r-4"), "b", FalloutDecision.Abandon, default, default));

        Assert.Equal((false, true), (before, world.Calls.Contains("hard")));
    }

    [Fact]
    public void A_child_whose_hard_step_failed_and_that_was_undone_leaves_its_parent_free()
    {
        var world = World(plans => plans.Sequence(
            "all", plans.Step("a"), plans.Child("call", "child", waits: false), plans.Event("wait", "visit")));
        world.Answers("hard", Refused);
        world.Start();

        world.Send(Signal("r-2", "go"), Child(world).Id);
        world.Send(new SagaCommand.RollBack(ShardWorld.By("r-3"), null, false, null));

        Assert.Equal(["a", "hard", "undo-a"], world.Calls);
        Assert.All(Family(world), state => Assert.Equal(ActivationState.RolledBack, state.State));
    }

    [Fact]
    public void A_failure_of_the_parent_falls_out_where_a_child_has_passed_a_hard_point()
    {
        var world = World(plans => plans.Sequence(
            "all",
            plans.Step("a"),
            plans.Child("call", "child", waits: false),
            plans.Event("wait", "visit"),
            plans.Step("refused")));
        world.Answers("refused", Refused);
        world.Start();
        world.Send(Signal("r-2", "go"), Child(world).Id);

        world.Send(Signal("r-3", "visit"));

        Assert.Equal(ActivationState.Fallout, world.State.State);
        Assert.Equal(["a", "hard", "refused"], world.Calls);
    }

    [Fact]
    public void A_child_that_is_abandoned_past_its_hard_point_does_not_have_its_parent_undone()
    {
        var world = World(
            plans => plans.Sequence("all", plans.Step("a"), plans.Child("call", "child")), last: "refused");
        world.Answers("refused", Refused);
        world.Start();
        world.Send(Signal("r-2", "go"), Child(world).Id);

        world.Send(
            new SagaCommand.Resolve(ShardWorld.By("r-3"), "refused", FalloutDecision.Abandon, default, default),
            Child(world).Id);

        Assert.Equal((ActivationState.Fallout, ActivationState.Abandoned), (world.State.State, Child(world).State));
        Assert.Equal(["a", "hard", "refused"], world.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_crash_at_any_moment_of_passing_changes_neither_the_end_nor_what_can_be_undone(bool waits)
    {
        var calm = RunPassing(waits, int.MaxValue, out var things);

        for (var crashAfter = 0; crashAfter < things; crashAfter++)
            Assert.Equal(calm, RunPassing(waits, crashAfter, out _));
        Assert.EndsWith("Hard", calm, StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_that_was_undone_while_it_asked_to_pass_is_not_waited_for_any_more()
    {
        var world = World(plans => plans.Sequence(
            "all",
            plans.Step("a"),
            plans.Child("call", "child", waits: false),
            plans.Step("b")));
        world.Slow.Add("b");
        world.Start();
        var history = world.Journal.Where(one => one.Activation == world.Id).ToList();
        world.JournalWorks = false;
        world.Enqueue(world.NewCommand(Signal("r-2", "go"), Child(world).Id));
        world.Enqueue(world.NewCommand(
            new SagaCommand.RollBack(ShardWorld.By("r-3"), "a", false, null) { History = history }));
        world.JournalWorks = true;
        world.Run();

        world.AnswerSlow();
        Assert.Equal(ActivationState.RolledBack, Child(world).State);
        world.Send(new SagaCommand.Release(ShardWorld.By("r-4")));
        world.AnswerSlow();
        world.Send(Signal("r-5", "go"), Family(world)[2].Id);
        world.Send(Signal("r-6", "done"), Family(world)[2].Id);

        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    private static string RunPassing(bool waits, int crashAfter, out int things)
    {
        var world = World(plans => plans.Sequence(
            "all", plans.Step("a"), plans.Child("call", "child", waits: waits), plans.Event("wait", "visit")));
        world.Start();
        things = world.RunCrashingAfter(crashAfter, Signal("r-2", "go"), Child(world).Id);
        world.Advance(TimeSpan.FromMinutes(5));
        return string.Join('\n', Family(world).Select(state => $"{state.State} {RollbackRules.Blocks(state, 0)}"));
    }

    private static SagaCommand.Signal Signal(string requestId, string name) =>
        new(ShardWorld.By(requestId), name, Value.Null);

    private static SagaState Child(ShardWorld world) => Family(world)[1];

    private static SagaState[] Family(ShardWorld world) =>
        [.. world.Journal.Select(transition => transition.Activation).Distinct().Select(world.StateOf)];

    private static ShardWorld World(Func<Plans, Activity> root, string? last = null)
    {
        var parent = new Plans();
        var child = new Plans { Name = "child" };
        Activity[] body = [child.Event("begin", "go"), child.Step("hard", pointOfNoReturn: PointOfNoReturn.Hard)];
        return new ShardWorld(
            parent.Build(root(parent)),
            child.Build(
                child.Sequence("both", [.. body, last is null ? child.Event("end", "done") : child.Step(last)])));
    }
}
