using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.TestKit.Core;
using static Orchestrator.Tests.Unit.Core.Outcomes;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>Activations that steps of others start: they belong to them.</summary>
public sealed class ChildTests
{
    [Fact]
    public void A_child_runs_when_its_step_comes_and_the_parent_goes_on_when_it_has_ended()
    {
        var world = World(
            plans => plans.Sequence("all", plans.Step("a"), plans.Child("call", "child"), plans.Step("z")));

        world.Start();

        Assert.Equal(["a", "in-child", "z"], world.Calls);
        Assert.Equal(ActivationState.Completed, world.State.State);
        Assert.Equal(ActivationState.Completed, Child(world).State);
        Assert.Equal(
            Value.Object(
                ("WorkflowInstanceId", ActivationId.ToText(Child(world).Id)),
                ("Status", "Finished"),
                ("SubStatus", "Finished"),
                ("Output", Value.EmptyObject)),
            world.State.FindStep("call")!.Output);
    }

    [Fact]
    public void A_workflow_that_only_waits_for_a_child_is_not_stalled()
    {
        var world = World(plans => plans.Child("call", "child"));
        world.Slow.Add("in-child");

        world.Start();

        Assert.Equal(["ActivationAccepted", "ActivationStarted", "StepRequested", "ChildStarted"], world.Events);
    }

    [Fact]
    public void A_child_knows_its_parent_and_what_the_parent_was_ordered_for()
    {
        var world = World(plans => plans.Child("call", "child", input: Value.Object(("line", 7))));

        world.Start(new ActivationOrder("tester", "r", "h", "customer-1") { OrderReference = "O-1", Priority = 3 });

        var order = Child(world).Order;
        Assert.Equal(new ParentStep(world.Id, "call", 1), order.Parent);
        Assert.Equal(
            ("customer-1", "O-1", 3, Value.Object(("line", 7))),
            (order.Customer, order.OrderReference, order.Priority, order.Input));
    }

    [Fact]
    public void A_child_that_is_not_waited_for_goes_on_by_itself()
    {
        var world = World(plans => plans.Sequence("all", plans.Child("call", "child", waits: false), plans.Step("z")));
        world.Slow.Add("in-child");

        world.Start();

        Assert.Equal((ActivationState.Completed, ActivationState.Running), (world.State.State, Child(world).State));
        world.AnswerSlow();
        Assert.Equal(ActivationState.Completed, Child(world).State);
    }

    [Fact]
    public void Undoing_comes_to_the_child_in_its_place_of_the_reverse_order()
    {
        var world = World(plans => plans.Sequence(
            "all", plans.Step("a"), plans.Child("call", "child"), plans.Step("b"), plans.Step("refused")));
        world.Answers("refused", Refused);

        world.Start();

        Assert.Equal(["a", "in-child", "b", "refused", "undo-b", "undo-in-child", "undo-a"], world.Calls);
        Assert.Equal((ActivationState.RolledBack, ActivationState.RolledBack), (world.State.State, Child(world).State));
    }

    [Fact]
    public void A_child_under_way_is_undone_at_once_when_its_parent_is()
    {
        var world = World(
            plans => plans.Sequence("all", plans.Step("a"), plans.Child("call", "child")), waitsFor: "visit");
        world.Start();

        world.Send(new SagaCommand.RollBack(ShardWorld.By("r-2"), null, false, null));

        Assert.Equal(["a", "in-child", "undo-in-child", "undo-a"], world.Calls);
        Assert.Equal((ActivationState.RolledBack, ActivationState.RolledBack), (world.State.State, Child(world).State));
    }

    [Fact]
    public void A_child_is_held_and_released_with_its_parent()
    {
        var world = World(plans => plans.Child("call", "child"), waitsFor: "visit");
        world.Start();

        world.Send(new SagaCommand.Hold(ShardWorld.By("r-2")));
        var held = Child(world).State;
        world.Send(new SagaCommand.Release(ShardWorld.By("r-3")));

        Assert.Equal((ActivationState.Held, ActivationState.Running), (held, Child(world).State));
    }

    [Fact]
    public void A_child_that_was_undone_fails_its_step()
    {
        var world = World(plans => plans.Sequence("all", plans.Step("a"), plans.Child("call", "child")));
        world.Answers("in-child", Refused);

        world.Start();

        Assert.Equal(["a", "in-child", "undo-a"], world.Calls);
        Assert.Equal(ErrorCodes.ChildFailed, world.State.FindStep("call")!.Error!.Code);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void A_person_who_retries_a_step_whose_child_was_undone_gets_another_child()
    {
        var world = World(plans => plans.Child("call", "child", onFailure: OnFailure.FallOut));
        world.Answers("in-child", Refused);
        world.Start();
        var first = Child(world).Id;

        world.Send(new SagaCommand.Resolve(ShardWorld.By("r-2"), "call", FalloutDecision.Retry, default, default));

        Assert.Equal(ActivationState.Completed, world.State.State);
        Assert.NotEqual(first, ((ChildStep)world.State.FindStep("call")!).Child);
        Assert.Equal(["in-child", "in-child"], world.Calls);
    }

    [Fact]
    public void A_workflow_that_is_not_published_fails_the_step()
    {
        var world = World(plans => plans.Child("call", "nobody"));

        world.Start();

        Assert.Equal(ErrorCodes.ChildRefused, world.State.FindStep("call")!.Error!.Code);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void A_child_that_misses_an_input_is_not_started()
    {
        var child = new Plans { Name = "child" };
        var parent = new Plans();
        var line = new InputDeclaration("line", DataType.String, true, Value.Null, false);
        var world = new ShardWorld(
            parent.Build(parent.Child("call", "child")), child.Build(child.Step("in-child"), line));

        world.Start();

        Assert.Empty(world.Calls);
        Assert.Contains("needs the input line", world.State.FindStep("call")!.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Past_a_hard_point_of_no_return_of_a_child_the_parent_is_not_undone()
    {
        var child = new Plans { Name = "child" };
        var parent = new Plans();
        var world = new ShardWorld(
            parent.Build(parent.Sequence("all", parent.Child("call", "child"), parent.Event("wait", "visit"))),
            child.Build(child.Step("port-number", pointOfNoReturn: PointOfNoReturn.Hard)));
        world.Start();

        var reply = world.Send(new SagaCommand.RollBack(ShardWorld.By("r-2"), null, true, null));

        var refused = Assert.IsType<ReplyContent.Refused>(reply);
        Assert.Equal(RefusalReason.PastPointOfNoReturn, refused.Why.Reason);
    }

    [Fact]
    public void Workflows_that_start_each_other_without_end_are_stopped()
    {
        var plans = new Plans();
        var world = new ShardWorld(plans.Build(plans.Child("call", "test")));

        world.Start();

        Assert.Equal(ActivationState.RolledBack, world.State.State);
        Assert.Equal(21, world.Journal.Select(transition => transition.Activation).Distinct().Count());
    }

    [Fact]
    public void A_child_that_could_not_be_undone_holds_its_parent_up_until_a_person_has_decided()
    {
        var world = World(
            plans => plans.Sequence("all", plans.Step("a"), plans.Child("call", "child"), plans.Step("refused")));
        world.Answers("refused", Refused).Answers("undo-in-child", Refused);
        world.Start();
        var meanwhile = (world.State.State, Child(world).State);

        world.Send(
            new SagaCommand.Resolve(ShardWorld.By("r-2"), "in-child", FalloutDecision.Retry, default, default),
            Child(world).Id);

        Assert.Equal((ActivationState.RollingBack, ActivationState.Fallout), meanwhile);
        Assert.Equal((ActivationState.RolledBack, ActivationState.RolledBack), (world.State.State, Child(world).State));
        Assert.Equal("undo-a", world.Calls[^1]);
    }

    [Theory]
    [InlineData("forward")]
    [InlineData("undo")]
    [InlineData("refused child")]
    public void A_crash_at_any_moment_changes_neither_the_end_nor_the_effects(string name)
    {
        var calm = Run(name, int.MaxValue, out var things);

        for (var crashAfter = 0; crashAfter < things; crashAfter++)
            Assert.Equal(calm, Run(name, crashAfter, out _));
    }

    private static string Run(string name, int crashAfter, out int things)
    {
        var world = World(plans => plans.Sequence(
            "all",
            plans.Step("a"),
            plans.Child("call", "child"),
            plans.Child("aside", "child", waits: false),
            plans.Step(name == "undo" ? "refused" : "z")));
        var refused = name == "refused child" ? "in-child" : "refused";
        world.Answers(refused, Refused, Refused, Refused).ReadsBack(
            refused, new ReadBack.NotDone(), new ReadBack.NotDone());
        things = world.RunCrashingAfter(crashAfter);
        world.Advance(TimeSpan.FromMinutes(5));
        var ends = world.Journal.Select(transition => transition.Activation).Distinct()
            .Select(id => world.StateOf(id))
            .Select(state => $"{state.Plan.Id.Definition} {state.State} [{string.Join(", ", state.Steps.Select(step => $"{step.Id} {step.State}"))}]");
        return string.Join("\n", ends);
    }

    private static SagaState Child(ShardWorld world) =>
        world.StateOf(world.Journal.First(transition => transition.Activation != world.Id).Activation);

    private static ShardWorld World(Func<Plans, Activity> root, string? waitsFor = null)
    {
        var parent = new Plans();
        var child = new Plans { Name = "child" };
        var body = child.Step("in-child");
        return new ShardWorld(
            parent.Build(root(parent)),
            child.Build(waitsFor is null ? body : child.Sequence("both", body, child.Event("wait", waitsFor))));
    }
}
