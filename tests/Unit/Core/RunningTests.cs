using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.TestKit.Core;
using static Orchestrator.Tests.Unit.Core.Outcomes;

namespace Orchestrator.Tests.Unit.Core;

public sealed class RunningTests
{
    private readonly Plans _plans = new();

    [Fact]
    public void A_sequence_of_three_steps_costs_four_transitions()
    {
        var world = World(_plans.Sequence("all", _plans.Step("a"), _plans.Step("b"), _plans.Step("c")));

        world.Start();

        Assert.Equal(["a", "b", "c"], world.Calls);
        Assert.Equal(ActivationState.Completed, world.State.State);
        Assert.Equal(4, world.Journal.Count);
        Assert.Equal(
            [
                "ActivationAccepted", "ActivationStarted", "ActivityStarted", "StepRequested", "StepSucceeded",
                "StepRequested",
                "StepSucceeded", "StepRequested", "StepSucceeded", "ActivationCompleted",
            ],
            world.Events);
    }

    [Fact]
    public void Nothing_is_called_or_answered_before_it_is_durable()
    {
        var world = World(_plans.Step("a"));
        world.JournalWorks = false;

        world.Start();

        Assert.Empty(world.Calls);
        Assert.Empty(world.Replies);
    }

    [Fact]
    public void A_start_is_answered_when_it_is_accepted_or_when_it_has_finished_as_the_caller_wants()
    {
        var world = World(_plans.Step("a"));

        var accepted = Assert.IsType<ReplyContent.Accepted>(world.Replies[world.Start()]);
        var finished = Assert.IsType<ReplyContent.Accepted>(world.Replies[world.Start(untilEnd: true)]);

        Assert.Equal((ActivationState.Running, 3L), (accepted.State.State, accepted.State.Sequence));
        Assert.Equal((ActivationState.Completed, 5L), (finished.State.State, finished.State.Sequence));
    }

    [Fact]
    public void The_same_request_again_is_the_same_activation()
    {
        var world = World(_plans.Step("a"));
        var order = new ActivationOrder("tester", "same", "hash", "customer");
        world.Start(order);

        var again = world.Replies[world.Start(order)];

        Assert.Equal(new ReplyContent.Repeated(world.Id, null), again);
        Assert.Equal(["a"], world.Calls);
    }

    [Fact]
    public void Branches_of_a_parallel_take_turns_first_in_first_out()
    {
        var world = World(_plans.Parallel(
            "both",
            _plans.Sequence("left", Line("a1"), Line("a2")),
            _plans.Sequence("right", Line("b1"), Line("b2")),
            Line("c")));

        world.Start();

        Assert.Equal(["c", "a1", "b1", "a2", "b2"], Lines(world));
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void A_loop_over_items_names_its_steps_by_item()
    {
        var items = Plans.Literal(Value.Array("x", "y"));
        var world = World(_plans.ForEach("each", items, _plans.Step("mailbox", input: Plans.Code(scope => Value.Object(
            ("box", scope.Get(scope.Variables.First(variable => variable.Name == "CurrentValue"))))))));

        world.Start();

        Assert.Equal(["mailbox[0]", "mailbox[1]"], world.State.Steps.Select(step => step.Id));
        Assert.Equal(["""{"box":"x"}""", """{"box":"y"}"""], world.State.Steps.Select(step => step.Input.ToString()));
    }

    [Fact]
    public void Iterations_side_by_side_each_have_their_own_item()
    {
        var world = World(_plans.ParallelForEach(
            "each",
            Plans.Literal(Value.Array("x", "y", "z")),
            _plans.Sequence("one", _plans.Step("a"), _plans.Step("b", input: Plans.Code(scope => Value.Object(
                ("box", scope.Get(scope.Variables.First(variable => variable.Name == "CurrentValue")))))))));

        world.Start();

        Assert.Equal(["a", "a", "a", "b", "b", "b"], world.Calls);
        Assert.Equal(
            ["""{"box":"x"}""", """{"box":"y"}""", """{"box":"z"}"""],
            world.State.Steps.Where(step => step.Activity.Id == "b").Select(step => step.Input.ToString()));
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void A_while_loop_ends_when_its_condition_no_longer_holds()
    {
        var count = _plans.Variable("Count", 0);
        var world = World(_plans.While(
            "loop",
            Plans.Code(scope => scope.Get(count).AsNumber < 3),
            _plans.Sequence("body", _plans.Step("a"), _plans.SetVariable("more", count, Plans.Code(scope => scope.Get(count).AsNumber + 1)))));

        world.Start();

        Assert.Equal(["a[0]", "a[1]", "a[2]"], world.State.Steps.Select(step => step.Id));
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void A_workflow_that_never_waits_and_never_ends_is_stopped_with_a_clear_error()
    {
        var world = World(_plans.While("loop", Plans.Literal(true), Line("again")));

        world.Start();

        Assert.Equal(ActivationState.RolledBack, world.State.State);
        Assert.Contains(
            world.EventsOf(world.Id), happened => happened is ActivityFaulted { Error.Code: "WORKFLOW_RUNAWAY" });
    }

    [Theory]
    [InlineData(true, new[] { "a", "c" })]
    [InlineData(false, new[] { "b", "c" })]
    public void A_flowchart_runs_the_join_of_two_branches_once(bool condition, string[] calls)
    {
        var decide = _plans.If("decide", Plans.Literal(condition), Line("yes"), Line("no"));
        var (a, b, c) = (_plans.Step("a"), _plans.Step("b"), _plans.Step("c"));
        var choose = _plans.Step("choose", onFailure: Orchestrator.Core.Activities.OnFailure.FallOut);
        var world = World(_plans.Flowchart(
            "chart",
            [decide, choose, a, b, c],
            (decide, null, choose, false),
            (choose, "Done", a, false),
            (choose, "Failed", b, false),
            (a, "Done", c, false),
            (b, "Done", c, false)));
        world.Answers("choose", condition ? Done() : Refused);

        world.Start();

        Assert.Equal(["choose", .. calls], world.Calls);
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void A_flowchart_that_loops_back_gives_each_repetition_a_step_of_its_own()
    {
        var (a, b) = (_plans.Step("a"), _plans.Step("b", retry: Once));
        var world = World(_plans.Flowchart(
            "chart", [a, b], (a, "Done", b, false), (b, "Failed", a, true)));
        world.Answers("b", Refused, Refused);

        world.Start();

        Assert.Equal(["a", "b", "a#2", "b#2", "a#3", "b#3"], world.State.Steps.Select(step => step.Id));
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void Finish_ends_the_workflow_once_what_is_in_flight_has_ended()
    {
        var world = World(_plans.Parallel(
            "both",
            _plans.Sequence("one", _plans.Step("a"), _plans.Step("b")),
            _plans.Sequence("two", Line("wait a turn"), _plans.Finish("end"))));
        world.Slow.Add("a");

        world.Start();
        Assert.Equal(ActivationState.Running, world.State.State);
        world.AnswerSlow();

        Assert.Equal(["a"], world.Calls);
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void An_activation_that_waits_long_leaves_memory_and_wakes_in_time()
    {
        var world = World(_plans.Sequence("all", _plans.Delay("sleep", "02:00:00"), _plans.Step("a")));
        world.Start();

        Assert.Equal(0, world.InMemory);
        world.Advance(TimeSpan.FromHours(3));
        world.Crash();

        Assert.Equal(["a"], world.Calls);
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void A_signal_that_comes_early_is_kept_until_the_workflow_asks()
    {
        var world = World(_plans.Sequence("all", _plans.Step("a"), _plans.Event("visit", "engineer-done")));
        world.Slow.Add("a");
        world.Start();

        world.Send(new SagaCommand.Signal(ShardWorld.By("s1"), "engineer-done", Value.Object(("by", "Ann"))));
        world.AnswerSlow();

        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void No_more_signals_are_kept_than_a_thousand_and_there_is_room_again_when_the_workflow_has_asked_for_one()
    {
        var world = World(_plans.Sequence(
            "all",
            _plans.Event("visit", "engineer-done"),
            _plans.Event("paid", "other-3"),
            _plans.Event("end", "ended")));
        world.Start();

        var kept = Enumerable.Range(0, 1_000).Select(number => Signal($"s{number}", $"other-{number % 7}")).ToArray();
        var (before, refused, after) = (world.State.Sequence, Signal("one more", "other-3"), world.State.Sequence);
        var awaited = Signal("last", "engineer-done");
        var (again, full) = (Signal("one more", "other-3"), Signal("and another", "other-3"));

        Assert.All([.. kept, awaited, again], reply => Assert.IsType<ReplyContent.Accepted>(reply));
        Assert.All([refused, full], reply => Assert.Equal(
            new Refusal(RefusalReason.Full, $"activations/{ActivationId.ToText(world.State.Id)} keeps 1000 signals "
                + "that its workflow has not asked for yet, which is the most that may be."),
            Assert.IsType<ReplyContent.Refused>(reply).Why));
        Assert.Equal(before, after);

        ReplyContent Signal(string request, string name) =>
            world.Send(new SagaCommand.Signal(ShardWorld.By(request), name, Value.Null));
    }

    [Fact]
    public void A_signal_wakes_an_activation_that_has_left_memory()
    {
        var world = World(_plans.Sequence("all", _plans.Event("visit", "engineer-done"), _plans.Step("a")));
        world.Start();
        Assert.Equal(0, world.InMemory);

        var reply = world.Send(new SagaCommand.Signal(ShardWorld.By("s1"), "engineer-done", Value.Null));

        Assert.IsType<ReplyContent.Accepted>(reply);
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void Steps_in_one_lane_run_one_at_a_time_first_come_first_served()
    {
        var world = World(_plans.Step("a", lane: "router-1"));
        world.Slow.Add("a");
        world.Start();
        world.Start();
        world.Start();
        Assert.Single(world.Calls);

        world.AnswerSlow();
        Assert.Equal(2, world.Calls.Count);
        world.AnswerSlow();
        world.AnswerSlow();

        var ids = world.Journal.Select(transition => transition.Activation).Distinct().ToArray();
        Assert.All(ids, id => Assert.Equal(ActivationState.Completed, world.StateOf(id).State));
        Assert.Equal(ids, world.Inputs.Keys.Select(key => key.Split('/')[0]).Select(
            text => ActivationId.TryParse(text, out var id) ? id : 0));
    }

    [Fact]
    public void A_start_in_the_future_waits_and_starts_on_time()
    {
        var world = World(_plans.Step("a"));
        world.Start(new ActivationOrder("tester", "r", "h", "c") { RequestedStartTime = world.Now.AddSeconds(30) });
        Assert.Equal(ActivationState.Scheduled, world.State.State);

        world.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    private static Orchestrator.Core.Activities.RetryPolicy Once =>
        Orchestrator.Core.Activities.RetryPolicy.Default with { Attempts = 1 };

    private Orchestrator.Core.Activities.WriteLine Line(string text) => _plans.WriteLine(text, Plans.Literal(text));

    private ShardWorld World(Orchestrator.Core.Activities.Activity root) => new(_plans.Build(root));

    private static IEnumerable<string> Lines(ShardWorld world) =>
        world.EventsOf(world.Id).OfType<LineWritten>().Select(line => line.Text);
}
