using Orchestrator.Core.Activities;
using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.TestKit.Core;
using static Orchestrator.Tests.Unit.Core.Outcomes;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>What the simulator found, each told as short as it can be.</summary>
public sealed class FoundBySimulationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Plans _plans = new();

    [Fact]
    public void A_lane_that_passes_from_one_step_to_another_of_the_same_activation_loses_no_answer_that_came_meanwhile()
    {
        var items = Plans.Literal(Value.Array("x", "y"));
        var plan = _plans.Build(_plans.Parallel(
            "all", _plans.ParallelForEach("each", items, _plans.Step("a", lane: "router")), _plans.Step("b")));
        var shards = new OwnedShards(new Dictionary<int, long>());
        var outputs = new List<ShardOutput>();
        shards.Handle(new ShardInput.Start(1, 0, new("t", "r", "h", "c"), plan, false), Noon, outputs);
        shards.Handle(new ShardInput.Written([1]), Noon, outputs);
        var calls = outputs.OfType<ShardOutput.Call>().ToDictionary(call => call.Id.Step, call => call.Id);

        shards.Handle(new ShardInput.CallAnswered(calls["a[0]"], Done()), Noon, outputs);
        shards.Handle(new ShardInput.CallAnswered(calls["b"], Done()), Noon, outputs);
        for (var write = 2; write <= outputs.OfType<ShardOutput.Write>().Count(); write++)
            shards.Handle(new ShardInput.Written([write]), Noon, outputs);

        var written = outputs.OfType<ShardOutput.Write>().SelectMany(write => write.Transitions).ToArray();
        Assert.Equal(written.Sum(one => one.Events.Count), written[^1].Sequence);
        Assert.Equal(
            ["a[0]", "b"],
            written.SelectMany(one => one.Events).OfType<StepSucceeded>().Select(done => done.Step));
    }

    [Fact]
    public void A_step_that_was_held_while_it_waited_for_its_lane_does_not_get_the_lane_twice()
    {
        var world = new ShardWorld(_plans.Build(
            _plans.Parallel("both", _plans.Step("other"), _plans.Step("a", lane: "router"))));
        world.Slow.UnionWith(["a", "other"]);
        world.Start();
        world.Start();
        var second = world.Journal[^1].Activation;
        world.Send(new SagaCommand.Hold(ShardWorld.By("hold")), second);
        world.Send(new SagaCommand.Release(ShardWorld.By("release")), second);
        world.Start();

        for (var round = 0; round < 3; round++)
        {
            world.InFlight.Sort((one, other) => string.CompareOrdinal(one.Id.Step, other.Id.Step));
            world.AnswerSlow();
        }

        Assert.Equal(3, world.Calls.Count(call => call == "a"));
    }

    [Fact]
    public void A_retry_of_what_cannot_be_read_back_begins_when_the_hold_ends()
    {
        var world = new ShardWorld(_plans.Build(_plans.Step("a", canRead: false))).Answers("a", Lost);
        world.Start();
        world.Send(new SagaCommand.Hold(ShardWorld.By("hold")));
        world.Send(new SagaCommand.Resolve(ShardWorld.By("retry"), "a", FalloutDecision.Retry, Value.Null, Value.Null));
        Assert.Equal(["a"], world.Calls);

        world.Send(new SagaCommand.Release(ShardWorld.By("release")));

        Assert.Equal(["a", "a"], world.Calls);
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void A_retry_of_what_cannot_be_read_back_that_has_not_begun_is_undone_with_the_rest()
    {
        var world = new ShardWorld(_plans.Build(_plans.Step("a", canRead: false))).Answers("a", Lost);
        world.Start();
        world.Send(new SagaCommand.Hold(ShardWorld.By("hold")));
        world.Send(new SagaCommand.Resolve(ShardWorld.By("retry"), "a", FalloutDecision.Retry, Value.Null, Value.Null));

        world.Send(new SagaCommand.RollBack(ShardWorld.By("undo"), null, false, null));

        Assert.Equal(["a", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void What_a_caller_is_told_of_the_flow_is_what_replay_gives()
    {
        var world = new ShardWorld(_plans.Build(_plans.Step("a")));
        world.Slow.Add("a");

        var ticket = world.Start();

        var told = Assert.IsType<ReplyContent.Accepted>(world.Replies[ticket]).State;
        Assert.Equal(FlowStatus.Executing, told.FlowStatus);
    }

    [Fact]
    public void What_was_due_soon_by_the_clock_of_the_node_before_is_kept_in_memory_by_one_whose_clock_is_behind()
    {
        var world = new ShardWorld(_plans.Build(_plans.Delay("wait", "00:00:50")));
        world.Start();
        var shards = new OwnedShards(new Dictionary<int, long>());
        var outputs = new List<ShardOutput>();

        shards.Handle(
            new ShardInput.Loaded(world.Id, world.State.Plan, world.Journal) { Wake = Wake.Now },
            world.Now.AddSeconds(-30),
            outputs);

        Assert.Equal((1, world.Now.AddSeconds(50)), (shards.Count, shards.NextWake));
    }

    [Fact]
    public void A_child_that_was_being_undone_to_a_step_is_undone_wholly_with_its_parent()
    {
        var child = new Plans { Name = "child" };
        var plans = new Plans();
        var world = new ShardWorld(
            plans.Build(plans.Sequence("all", plans.Child("start", "child", waits: false), plans.Event("event", "go"))),
            child.Build(child.Sequence("inner", child.Step("a"), child.Step("b"))));
        world.Slow.Add("undo-b");
        world.Start();
        var (parent, started) = (world.Id, world.Journal.First(one => one.Activation != world.Id).Activation);
        var history = world.Journal.Where(one => one.Activation == started).ToArray();
        world.Send(new SagaCommand.RollBack(ShardWorld.By("back"), "a", false, null) { History = history }, started);

        world.Send(new SagaCommand.RollBack(ShardWorld.By("undo"), null, false, null), parent);
        world.AnswerSlow();

        Assert.Equal(["a", "b", "undo-b", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.StateOf(started).State);
        Assert.Equal(ActivationState.RolledBack, world.StateOf(parent).State);
    }

    [Fact]
    public void What_failed_and_was_to_be_tried_again_has_failed_when_the_flow_goes_back_before_that()
    {
        var world = new ShardWorld(_plans.Build(_plans.Sequence(
            "all", _plans.Step("before"), _plans.Step("a", OnFailure.FallOut)))).Answers("a", Refused);
        world.Start();
        world.Send(new SagaCommand.Hold(ShardWorld.By("hold")));
        world.Send(new SagaCommand.Resolve(ShardWorld.By("retry"), "a", FalloutDecision.Retry, Value.Null, Value.Null));

        world.Send(
            new SagaCommand.RollBack(ShardWorld.By("back"), "before", false, null) { History = [.. world.Journal] });
        world.Send(new SagaCommand.Release(ShardWorld.By("release")));

        Assert.Equal(
            ["before Succeeded", "a Failed", "a#2 Succeeded"],
            world.State.Steps.Select(step => $"{step.Id} {step.State}"));
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void A_parent_is_told_of_a_childs_end_when_that_is_durable_and_not_before()
    {
        var child = new Plans { Name = "child" };
        var inner = child.Build(child.Parallel("both", child.Step("a"), child.Step("b")));
        var shards = new OwnedShards(new Dictionary<int, long>());
        var outputs = new List<ShardOutput>();
        StartWithChild(shards, inner, outputs);
        foreach (var call in outputs.OfType<ShardOutput.Call>().ToArray())
            shards.Handle(new ShardInput.CallAnswered(call.Id, Done()), Noon, outputs);
        outputs.Clear();

        shards.Handle(new ShardInput.Written([4]), Noon, outputs);

        var ended = Assert.Single(outputs.OfType<ShardOutput.Write>()).Transitions.SelectMany(one => one.Events);
        Assert.Contains(ended, happened => happened is ActivationCompleted);
    }

    [Fact]
    public void Who_waits_for_its_service_behind_one_that_goes_to_another_node_waits_for_its_end_there()
    {
        var plan = _plans.Build(_plans.Step("a"));
        ShardLease[] leases = [new(5, 1), new(9, 1)];
        var shards = new OwnedShards(new Dictionary<int, long>()) { IsLeased = true };
        var outputs = new List<ShardOutput>();
        shards.Handle(new ShardInput.Gained(leases, 0), Noon, outputs);
        shards.Handle(new ShardInput.Recovered { Leases = leases }, Noon, outputs);
        var order = new ActivationOrder("t", "first", "h", "c") { Service = "line", QueueOnConflict = true };
        shards.Handle(new ShardInput.Start(1, 5, order, plan, false), Noon, outputs);
        var first = outputs.OfType<ShardOutput.Write>().Single().Transitions[0].Activation;
        shards.Handle(
            new ShardInput.Start(2, 9, order with { RequestId = "second" }, plan, false) { Behind = first },
            Noon,
            outputs);
        shards.Handle(new ShardInput.Written([1]), Noon, outputs);
        shards.Handle(new ShardInput.Written([2]), Noon, outputs);
        Assert.DoesNotContain(outputs, output => output is ShardOutput.AwaitEndElsewhere);

        shards.Handle(new ShardInput.Lost([5]), Noon, outputs);

        Assert.Equal(first, outputs.OfType<ShardOutput.AwaitEndElsewhere>().Single().Activation);
    }

    [Fact]
    public void A_write_says_under_which_leases_it_was_decided()
    {
        var shards = new OwnedShards(new Dictionary<int, long>()) { IsLeased = true };
        var outputs = new List<ShardOutput>();
        shards.Handle(new ShardInput.Gained([new(5, 3)], 0), Noon, outputs);
        shards.Handle(new ShardInput.Recovered { Leases = [new(5, 3)] }, Noon, outputs);

        shards.Handle(
            new ShardInput.Start(1, 5, new("t", "r", "h", "c"), _plans.Build(_plans.Step("a")), false), Noon, outputs);

        Assert.Equal([new ShardLease(5, 3)], outputs.OfType<ShardOutput.Write>().Single().Under);
    }

    [Fact]
    public void Who_may_pass_a_point_while_something_else_of_it_is_written_asks_for_its_lane_then()
    {
        var child = new Plans { Name = "child" };
        var point = child.Step("point", pointOfNoReturn: PointOfNoReturn.Soft, lane: "router");
        var inner = child.Build(
            child.Parallel("both", child.Sequence("line", child.Step("a"), point), child.Step("b")));
        var shards = new OwnedShards(new Dictionary<int, long>());
        var outputs = new List<ShardOutput>();
        shards.Handle(new ShardInput.LanesShared(), Noon, outputs);
        var outer = _plans.Build(_plans.Child("start", "child", waits: false));
        shards.Handle(new ShardInput.Start(1, 0, new("t", "r", "h", "c"), outer, false), Noon, outputs);
        shards.Handle(new ShardInput.Written([1]), Noon, outputs);
        var wanted = outputs.OfType<ShardOutput.StartChild>().Single();
        shards.Handle(new ShardInput.ChildFound(wanted.Id, wanted.Order, inner, null), Noon, outputs);
        shards.Handle(new ShardInput.Written([2]), Noon, outputs);
        shards.Handle(new ShardInput.Written([3]), Noon, outputs);
        var calls = outputs.OfType<ShardOutput.Call>().ToDictionary(call => call.Id.Step, call => call.Id);
        shards.Handle(new ShardInput.CallAnswered(calls["a"], Done()), Noon, outputs);
        shards.Handle(new ShardInput.Written([4]), Noon, outputs);
        shards.Handle(new ShardInput.CallAnswered(calls["b"], Done()), Noon, outputs);
        shards.Handle(new ShardInput.Written([5]), Noon, outputs);
        Assert.DoesNotContain(outputs, output => output is ShardOutput.LaneWanted);

        shards.Handle(new ShardInput.Written([6]), Noon, outputs);

        Assert.Equal([new("router", calls["a"].Activation, "point")], outputs.OfType<ShardOutput.LaneWanted>());
    }

    [Fact]
    public void A_parent_hears_of_the_end_that_is_durable_and_not_of_the_one_that_its_own_decision_leads_to()
    {
        var child = new Plans { Name = "child" };
        var inner = child.Build(child.Step("a", canUndo: false));
        var shards = new OwnedShards(new Dictionary<int, long>());
        var outputs = new List<ShardOutput>();
        var wanted = StartWithChild(shards, inner, outputs);
        shards.Handle(
            new ShardInput.CallAnswered(outputs.OfType<ShardOutput.Call>().Single().Id, Done()), Noon, outputs);
        shards.Handle(
            new ShardInput.Command(2, wanted.Id.Activation, new SagaCommand.Cancel(ShardWorld.By("cancel"))),
            Noon,
            outputs);
        shards.Handle(new ShardInput.Written([5]), Noon, outputs);

        shards.Handle(new ShardInput.Written([4]), Noon, outputs);
        Assert.Equal([ActivationState.Completed], Ends());
        shards.Handle(new ShardInput.Written([7]), Noon, outputs);
        shards.Handle(new ShardInput.Written([6]), Noon, outputs);

        Assert.Equal([ActivationState.Completed, ActivationState.RolledBack], Ends());

        IEnumerable<ActivationState> Ends() => outputs.OfType<ShardOutput.Write>()
            .SelectMany(write => write.Transitions).SelectMany(one => one.Events).OfType<ChildEnded>()
                .Select(ended => ended.State);
    }

    [Fact]
    public void Who_begins_to_wait_for_a_service_while_something_is_written_that_came_after_its_end_gets_it_then()
    {
        var plan = _plans.Build(_plans.Sequence(
            "all", _plans.Publish("tell", "news"), _plans.Fault("fail", "WANTED", "So it is."), _plans.Step("a")));
        var order = new ActivationOrder("t", "first", "h", "c") { Service = "line", QueueOnConflict = true };
        var shards = new OwnedShards(new Dictionary<int, long>());
        var outputs = new List<ShardOutput>();
        shards.Handle(new ShardInput.Start(1, 0, order, plan, false), Noon, outputs);
        var first = outputs.OfType<ShardOutput.Write>().Single().Transitions[0].Activation;
        shards.Handle(
            new ShardInput.Start(2, 0, order with { RequestId = "second" }, plan, false) { Behind = first },
            Noon,
            outputs);
        shards.Handle(new ShardInput.Written([1]), Noon, outputs);
        var told = outputs.OfType<ShardOutput.Announce>().Single();
        shards.Handle(new ShardInput.Announced(first, told.What.Event, 0, 0), Noon, outputs);
        shards.Handle(new ShardInput.Written([2]), Noon, outputs);

        shards.Handle(new ShardInput.Written([3]), Noon, outputs);

        Assert.Contains(
            outputs.OfType<ShardOutput.Write>().Last().Transitions.SelectMany(one => one.Events),
            one => one is ActivationStarted);
    }

    /// <summary>A parent, in shard 0, and its child are begun, with three writes; the child's first calls are out.</summary>
    private ShardOutput.StartChild StartWithChild(OwnedShards shards, WorkflowPlan inner, List<ShardOutput> outputs)
    {
        var plan = _plans.Build(_plans.Child("start", "child"));
        shards.Handle(new ShardInput.Start(1, 0, new("t", "r", "h", "c"), plan, false), Noon, outputs);
        shards.Handle(new ShardInput.Written([1]), Noon, outputs);
        var wanted = outputs.OfType<ShardOutput.StartChild>().Single();
        shards.Handle(new ShardInput.ChildFound(wanted.Id, wanted.Order, inner, null), Noon, outputs);
        shards.Handle(new ShardInput.Written([2]), Noon, outputs);
        shards.Handle(new ShardInput.Written([3]), Noon, outputs);
        return wanted;
    }
}
