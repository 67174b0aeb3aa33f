using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.TestKit.Core;
using static Orchestrator.Tests.Unit.Core.Outcomes;

namespace Orchestrator.Tests.Unit.Core;

public sealed class FailureTests
{
    private readonly Plans _plans = new();

    [Fact]
    public void A_retryable_failure_is_tried_again_by_the_policy_and_leaves_no_error_behind()
    {
        var world = World(_plans.Step("a")).Answers("a", Busy, Busy);

        world.Start();
        Assert.Equal(StepState.Retrying, world.State.Steps[0].State);
        world.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(["a", "a", "a"], world.Calls);
        var step = world.State.Steps[0];
        Assert.Equal((StepState.Succeeded, 3, null), (step.State, step.Attempts, step.Error));
    }

    [Fact]
    public void An_adapter_that_says_when_to_come_back_is_obeyed()
    {
        var world = World(_plans.Step("a")).Answers("a", new CallAnswer.Failed(LineDown, TimeSpan.FromSeconds(40)));

        world.Start();

        Assert.Equal(world.Now.AddSeconds(40), world.State.Steps[0].NextAttempt);
    }

    [Fact]
    public void A_permanent_failure_undoes_what_was_done_in_reverse_order()
    {
        var world = World(
            _plans.Sequence("all", _plans.Step("a"), _plans.Step("b"), _plans.Step("c"))).Answers("c", Refused);

        world.Start();

        Assert.Equal(["a", "b", "c", "undo-b", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
        Assert.Equal(
            [StepState.Compensated, StepState.Compensated, StepState.Failed],
            world.State.Steps.Select(step => step.State));
    }

    [Fact]
    public void Undoing_goes_by_the_order_of_completion_across_branches()
    {
        var world = World(_plans.Sequence(
            "all", _plans.Parallel("both", _plans.Step("a"), _plans.Step("b"), _plans.Step("c")), _plans.Step("d")));
        world.Slow.UnionWith(["a", "b", "c"]);
        world.Answers("d", Refused);

        world.Start();
        world.InFlight.Reverse();
        world.AnswerSlow();
        world.AnswerSlow();
        world.AnswerSlow();

        Assert.Equal(["a", "b", "c", "d", "undo-a", "undo-b", "undo-c"], world.Calls);
    }

    [Fact]
    public void A_rollback_awaits_what_is_in_flight_and_undoes_it_too()
    {
        var world = World(_plans.Parallel("both", _plans.Step("a"), _plans.Step("b")));
        world.Slow.Add("a");
        world.Answers("b", Refused);

        world.Start();
        Assert.Equal(ActivationState.RollingBack, world.State.State);
        Assert.Equal(["a", "b"], world.Calls);
        world.AnswerSlow();

        Assert.Equal(["a", "b", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void An_undo_gets_the_steps_input_overlaid_with_its_output()
    {
        var world = World(_plans.Sequence("all", _plans.Step("a"), _plans.Step("b")));
        world.Answers("a", Done(("port", 7))).Answers("b", Refused);

        world.Start();

        Assert.Equal("""{"for":"a","port":7}""", world.Inputs[Key(world, "a", "undo")].ToString());
    }

    [Fact]
    public void An_undo_with_an_input_of_its_own_gets_what_was_known_when_the_step_was_done()
    {
        var port = _plans.Variable("Port", 1);
        var compensation = new CompensationPlan("free", Plans.Code(scope => Value.Object(("port", scope.Get(port)))));
        var world = World(_plans.Sequence(
            "all",
            _plans.Step("a", compensation: compensation),
            _plans.SetVariable("set", port, Plans.Literal(2)),
            _plans.Step("b")));
        world.Answers("b", Refused);

        world.Start();

        Assert.Equal(["a", "b", "free"], world.Calls);
        Assert.Equal("""{"port":1}""", world.Inputs[Key(world, "a", "undo")].ToString());
    }

    [Fact]
    public void An_undo_whose_input_cannot_be_evaluated_falls_out_when_its_turn_comes_and_takes_one_from_a_person()
    {
        var world = World(_plans.Sequence("all", _plans.Step("a", compensation: Unknowable()), _plans.Step("b")))
            .Answers("b", Refused);

        world.Start();

        Assert.Equal(["a", "b"], world.Calls);
        var step = world.State.Steps[0];
        Assert.Equal((ActivationState.Fallout, StepState.CompensationFailed), (world.State.State, step.State));
        Assert.Equal("There is no port.", step.CompensationInputError);
        Assert.True(world.State.Fallouts[0].WhileCompensating);
        Assert.Equal(
            "With what input step 'a' is to be undone is not known: retry it with one, or undo it by hand. There "
                + "is no port.",
            world.State.Fallouts[0].Error.Message);

        var refused = Assert.IsType<ReplyContent.Refused>(world.Send(Retry(Value.Null)));
        Assert.Equal(RefusalReason.DecisionNotAllowed, refused.Why.Reason);
        world.Send(Retry(Value.Object(("port", 7))));

        Assert.Equal(["a", "b", "free"], world.Calls);
        Assert.Equal("""{"port":7}""", world.Inputs[Key(world, "a", "undo")].ToString());
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void Nothing_happens_where_the_input_of_an_undo_cannot_be_evaluated_and_is_not_needed()
    {
        var world = World(_plans.Step("a", compensation: Unknowable()));

        world.Start();

        Assert.Equal(
            (ActivationState.Completed, "There is no port."),
            (world.State.State, world.State.Steps[0].CompensationInputError));
    }

    [Fact]
    public void An_undo_whose_input_is_null_gets_an_empty_one_and_not_the_steps()
    {
        var compensation = new CompensationPlan("free", Plans.Code(_ => Value.Null));
        var world = World(_plans.Sequence("all", _plans.Step("a", compensation: compensation), _plans.Step("b")))
            .Answers("b", Refused);

        world.Start();

        Assert.Equal("{}", world.Inputs[Key(world, "a", "undo")].ToString());
    }

    [Fact]
    public void A_lost_answer_is_read_back_and_counts_as_done_where_it_was_done()
    {
        var world = World(_plans.Step("a")).Answers("a", Lost).ReadsBack(
            "a", new ReadBack.Done(Value.Object(("port", 7))));

        world.Start();

        Assert.Equal(["a", "a?"], world.Calls);
        var step = world.State.Steps[0];
        Assert.Equal((StepState.Succeeded, """{"port":7}""", null), (step.State, step.Output.ToString(), step.Error));
    }

    [Fact]
    public void A_lost_call_is_tried_again_where_it_was_not_done()
    {
        var world = World(_plans.Step("a")).Answers("a", Lost).ReadsBack("a", new ReadBack.NotDone());

        world.Start();
        world.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["a", "a?", "a"], world.Calls);
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void A_step_that_stays_unknown_falls_out_and_is_seen_as_unknown()
    {
        var world = World(_plans.Step("a")).Answers("a", Lost);
        world.ReadsBack("a", [.. Enumerable.Repeat(new ReadBack.StillUnknown("no answer"), 5)]);

        world.Start();
        world.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["a", "a?", "a?", "a?", "a?", "a?"], world.Calls);
        Assert.Equal((ActivationState.Fallout, StepState.Unknown), (world.State.State, world.State.Steps[0].State));
        Assert.Equal("OUTCOME_UNKNOWN", world.State.Fallouts[0].Error.Code);
    }

    [Fact]
    public void While_rolling_back_a_step_that_stays_unknown_is_undone_too()
    {
        var world = World(_plans.Parallel("both", _plans.Step("a"), _plans.Step("b")));
        world.Slow.Add("a");
        world.Answers("b", Refused).ReadsBack("a", [.. Enumerable.Repeat(new ReadBack.StillUnknown("no answer"), 5)]);

        world.Start();
        world.AnswerSlow(Lost);
        world.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["a", "b", "a?", "a?", "a?", "a?", "a?", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void The_flow_may_take_a_steps_failure_itself()
    {
        var (a, b) = (_plans.Step("a"), _plans.Step("b"));
        var world = World(_plans.Flowchart("chart", [a, b], (a, "Failed", b, false))).Answers("a", Refused);

        world.Start();

        Assert.Equal(["a", "b"], world.Calls);
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void A_failure_may_be_passed_over()
    {
        var world = World(
            _plans.Sequence("all", _plans.Step("a", OnFailure.Continue), _plans.Step("b"))).Answers("a", Refused);

        world.Start();

        Assert.Equal(["a", "b"], world.Calls);
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void An_explicit_fault_takes_the_same_exit()
    {
        var world = World(
            _plans.Sequence("all", _plans.Step("a"), _plans.Fault("stop", "NO_STOCK", "No router is left.")));

        world.Start();

        Assert.Equal(["a", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void An_expression_that_fails_takes_the_same_exit_and_names_the_place()
    {
        var world = World(_plans.Sequence(
            "all", _plans.Step("a"), _plans.Step("b", input: Plans.Throws("x is not defined (line 1)"))));

        world.Start();

        var fault = Assert.Single(world.EventsOf(world.Id).OfType<ActivityFaulted>());
        Assert.Equal(
            "The input of activity 'b' could not be evaluated: x is not defined (line 1)", fault.Error.Message);
        Assert.Equal(["a", "undo-a"], world.Calls);
    }

    [Fact]
    public void Past_a_hard_point_of_no_return_a_failure_falls_out_and_nothing_is_undone()
    {
        var world = World(
            _plans.Sequence("all", _plans.Step("a"), Hard("port-number"), _plans.Step("c"))).Answers("c", Refused);

        world.Start();

        Assert.Equal(["a", "port-number", "c"], world.Calls);
        Assert.Equal(ActivationState.Fallout, world.State.State);
    }

    [Fact]
    public void A_hard_point_of_no_return_that_is_refused_was_not_passed_and_what_is_before_it_is_undone()
    {
        var world = World(
            _plans.Sequence("all", _plans.Step("a"), Hard("port-number"))).Answers("port-number", Refused);

        world.Start();

        Assert.Equal(["a", "port-number", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void While_a_hard_point_of_no_return_is_being_passed_nothing_is_undone_either()
    {
        var world = World(_plans.Parallel("both", Hard("port-number"), _plans.Step("b")));
        world.Slow.Add("port-number");
        world.Answers("b", Refused);

        world.Start();

        Assert.Equal(ActivationState.Fallout, world.State.State);
        var refused = Assert.IsType<ReplyContent.Refused>(world.Send(new SagaCommand.Cancel(ShardWorld.By("c"))));
        Assert.Equal(RefusalReason.PastPointOfNoReturn, refused.Why.Reason);
    }

    [Fact]
    public void An_undo_is_tried_again_for_a_day_and_then_a_person_must_decide()
    {
        var world = World(_plans.Sequence("all", _plans.Step("a"), _plans.Step("b"))).Answers("b", Refused);
        world.Answers("undo-a", [.. Enumerable.Repeat(Busy, 1000)]);

        world.Start();
        world.Advance(TimeSpan.FromHours(23));
        Assert.Equal(ActivationState.RollingBack, world.State.State);
        world.Advance(TimeSpan.FromHours(2));

        Assert.Equal(
            (ActivationState.Fallout, StepState.CompensationFailed), (world.State.State, world.State.Steps[0].State));
        Assert.True(world.State.Fallouts[0].WhileCompensating);
    }

    [Fact]
    public void A_passed_due_time_is_noted_or_rolls_back_as_the_workflow_says()
    {
        var plans = new Plans { OnDueTime = Orchestrator.Core.Workflows.OnDueTime.RollBack };
        var world = new ShardWorld(plans.Build(plans.Sequence("all", plans.Step("a"), plans.Event("wait", "never"))));
        world.Start(new ActivationOrder("tester", "r", "h", "c") { DueTime = world.Now.AddSeconds(20) });

        world.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(["a", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void What_begins_when_it_is_due_and_ends_at_once_has_ended_and_raises_nothing()
    {
        var plans = new Plans { OnDueTime = Orchestrator.Core.Workflows.OnDueTime.FallOut };
        var world = new ShardWorld(plans.Build(plans.Sequence("all", plans.Finish("end"))));
        world.Start(new ActivationOrder("tester", "r", "h", "c")
        {
            DueTime = world.Now.AddSeconds(30),
            RequestedStartTime = world.Now.AddSeconds(30),
        });

        world.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("ActivationCompleted", world.Events.Last());
        Assert.Empty(world.State.Fallouts);
    }

    private static CompensationPlan Unknowable() =>
        new("free", Plans.Code(_ => throw new ExpressionFailedException("There is no port.")));

    private static SagaCommand.Resolve Retry(Value input) =>
        new(ShardWorld.By("r"), "a", FalloutDecision.Retry, input, Value.Null);

    private StepActivity Hard(string id) => _plans.Step(id, pointOfNoReturn: PointOfNoReturn.Hard, canUndo: false);

    private ShardWorld World(Activity root) => new(_plans.Build(root));

    private static string Key(ShardWorld world, string step, string what) =>
        $"{ActivationId.ToText(world.Id)}/{step}/{what}";
}
