using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.TestKit.Core;
using static Orchestrator.Tests.Unit.Core.Outcomes;

namespace Orchestrator.Tests.Unit.Core;

public sealed class CommandTests
{
    private readonly Plans _plans = new();

    [Fact]
    public void A_held_activation_lets_its_step_finish_and_starts_no_other_until_it_is_released()
    {
        var world = ThreeSteps();
        world.Slow.Add("a");
        world.Start();
        world.Send(new SagaCommand.Hold(ShardWorld.By("h")));
        world.AnswerSlow();

        Assert.Equal(["a"], world.Calls);
        Assert.Equal(ActivationState.Held, world.State.State);
        Assert.Equal("Held by agnes: because", world.State.StateReason);

        world.Send(new SagaCommand.Release(ShardWorld.By("r")));

        Assert.Equal(["a", "b", "c"], world.Calls);
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void A_command_sent_twice_is_carried_out_once_and_other_content_is_refused()
    {
        var world = ThreeSteps();
        world.Slow.Add("a");
        world.Start();

        world.Send(new SagaCommand.Hold(ShardWorld.By("h")));
        var again = world.Send(new SagaCommand.Hold(ShardWorld.By("h")));
        var other = world.Send(new SagaCommand.Hold(ShardWorld.By("h", hash: "other")));

        Assert.Equal(new ReplyContent.Repeated(world.Id, 5), again);
        Assert.Equal(RefusalReason.RequestIdReused, Assert.IsType<ReplyContent.Refused>(other).Why.Reason);
        Assert.Single(world.EventsOf(world.Id).OfType<ActivationHeld>());
    }

    [Fact]
    public void Cancelling_before_there_was_any_effect_cancels()
    {
        var world = ThreeSteps();
        world.Start(new ActivationOrder("tester", "r", "h", "c") { RequestedStartTime = world.Now.AddDays(1) });

        world.Send(new SagaCommand.Cancel(ShardWorld.By("c")));

        Assert.Equal(ActivationState.Cancelled, world.State.State);
        Assert.Empty(world.Calls);
    }

    [Fact]
    public void Cancelling_a_running_one_undoes_what_was_done()
    {
        var world = ThreeSteps();
        world.Slow.Add("b");
        world.Start();

        world.Send(new SagaCommand.Cancel(ShardWorld.By("c")));
        Assert.Equal(["a", "b"], world.Calls);
        world.AnswerSlow();

        Assert.Equal(["a", "b", "undo-b", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void A_completed_one_can_be_rolled_back_after_a_crash_and_years_later()
    {
        var world = ThreeSteps();
        world.Start();
        world.Advance(TimeSpan.FromDays(800));
        world.Crash();

        world.Send(new SagaCommand.RollBack(ShardWorld.By("rb"), null, false, null));

        Assert.Equal(["a", "b", "c", "undo-c", "undo-b", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void A_rollback_whose_plan_has_changed_or_whose_etag_is_stale_is_refused()
    {
        var world = ThreeSteps();
        world.Start();

        var changed = world.Send(new SagaCommand.RollBack(ShardWorld.By("1"), null, false, "0000"));
        var stale = world.Send(new SagaCommand.RollBack(ShardWorld.By("2"), null, false, null) { Etag = "0" });
        var asPlanned = world.Send(
            new SagaCommand.RollBack(ShardWorld.By("3"), null, false, RollbackPlan.Of(world.State, null).Hash)
            {
                Etag = world.State.Etag,
            });

        Assert.Equal(RefusalReason.PlanChanged, Assert.IsType<ReplyContent.Refused>(changed).Why.Reason);
        Assert.Equal(RefusalReason.StaleEtag, Assert.IsType<ReplyContent.Refused>(stale).Why.Reason);
        Assert.IsType<ReplyContent.Accepted>(asPlanned);
    }

    [Fact]
    public void A_soft_point_of_no_return_is_passed_only_with_force_and_says_its_penalty()
    {
        var world = World(
            _plans.Sequence("all", _plans.Step("a"), _plans.Step("mail", pointOfNoReturn: PointOfNoReturn.Soft)));
        world.Start();

        var refused = Assert.IsType<ReplyContent.Refused>(
            world.Send(new SagaCommand.RollBack(ShardWorld.By("1"), null, Force: false, null)));
        world.Send(new SagaCommand.RollBack(ShardWorld.By("2"), null, Force: true, null));

        Assert.Equal(RefusalReason.SoftPointOfNoReturn, refused.Why.Reason);
        Assert.Contains("a fee", refused.Why.Message, StringComparison.Ordinal);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void Rolling_back_to_a_step_holds_there_and_a_release_goes_on_with_steps_of_their_own()
    {
        var world = ThreeSteps();
        world.Start();

        world.Send(
            new SagaCommand.RollBack(ShardWorld.By("rb"), "a", false, null) { History = world.Journal.ToArray() });

        Assert.Equal(["a", "b", "c", "undo-c", "undo-b"], world.Calls);
        Assert.Equal(ActivationState.Held, world.State.State);

        world.Crash();
        world.Send(new SagaCommand.Release(ShardWorld.By("go")));

        Assert.Equal(["a", "b", "c", "undo-c", "undo-b", "b", "c"], world.Calls);
        Assert.Equal(["a", "b", "c", "b#2", "c#2"], world.State.Steps.Select(step => step.Id));
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void A_fallout_can_be_retried_with_another_input()
    {
        var world = World(
            _plans.Sequence("all", _plans.Step("a", OnFailure.FallOut), _plans.Step("b"))).Answers("a", Refused);
        world.Start();
        Assert.Equal(ActivationState.Fallout, world.State.State);

        world.Send(Resolve(FalloutDecision.Retry, "a", input: Value.Object(("port", 8))));

        Assert.Equal("""{"port":8}""", world.State.Steps[0].Input.ToString());
        Assert.Equal(["a", "a", "b"], world.Calls);
        Assert.Equal((ActivationState.Completed, 0), (world.State.State, world.State.Fallouts.Count));
    }

    [Fact]
    public void A_fallout_can_be_skipped_and_leaves_nothing_to_undo()
    {
        var world = World(
            _plans.Sequence("all", _plans.Step("a", OnFailure.FallOut), _plans.Step("b"), _plans.Step("c")));
        world.Answers("a", Refused).Answers("c", Refused);
        world.Start();

        world.Send(Resolve(FalloutDecision.Skip, "a"));

        Assert.Equal(["a", "b", "c", "undo-b"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void A_fallout_completed_by_hand_counts_as_done_and_is_undone()
    {
        var world = World(_plans.Sequence("all", _plans.Step("a", OnFailure.FallOut), _plans.Step("b")));
        world.Answers("a", Refused).Answers("b", Refused);
        world.Start();

        world.Send(Resolve(FalloutDecision.Complete, "a", output: Value.Object(("port", 9))));

        Assert.Equal(["a", "b", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void A_failed_undo_can_be_retried_or_declared_done_by_a_person()
    {
        var world = ThreeSteps().Answers("c", Refused).Answers("undo-b", Refused, Refused);
        world.Start();
        Assert.Equal(ActivationState.Fallout, world.State.State);

        world.Send(Resolve(FalloutDecision.Retry, "b"));
        Assert.Equal(ActivationState.Fallout, world.State.State);
        world.Send(Resolve(FalloutDecision.Complete, "b", requestId: "again"));

        Assert.Equal(["a", "b", "c", "undo-b", "undo-b", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Theory]
    [InlineData(true, new[] { "a", "a?", "a?" })]
    [InlineData(false, new[] { "a", "a" })]
    public void Retrying_an_unknown_step_asks_again_or_calls_again_where_nobody_can_be_asked(
        bool canRead, string[] calls)
    {
        var world = World(_plans.Step("a", canRead: canRead)).Answers("a", Lost);
        world.ReadsBack("a", [.. Enumerable.Repeat(new ReadBack.StillUnknown("no answer"), canRead ? 5 : 0)]);
        world.Start();
        world.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ActivationState.Fallout, world.State.State);

        world.Send(Resolve(FalloutDecision.Retry, "a"));

        Assert.Equal(calls, world.Calls.Take(1).Concat(world.Calls.TakeLast(calls.Length - 1)));
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void Abandoning_ends_with_effects_left_behind()
    {
        var world = World(
            _plans.Sequence("all", _plans.Step("a"), _plans.Step("b", OnFailure.FallOut))).Answers("b", Refused);
        world.Start();

        world.Send(Resolve(FalloutDecision.Abandon, "b"));

        Assert.Equal(["a", "b"], world.Calls);
        Assert.Equal((ActivationState.Abandoned, StepState.Succeeded), (world.State.State, world.State.Steps[0].State));
    }

    [Fact]
    public void Every_decision_is_an_event_with_actor_and_reason()
    {
        var world = ThreeSteps();
        world.Slow.Add("a");
        world.Start();

        world.Send(new SagaCommand.Hold(ShardWorld.By("h")));

        var held = Assert.Single(world.EventsOf(world.Id).OfType<ActivationHeld>());
        Assert.Equal(new Who("agnes", "h", "hash", "because", "T-1"), held.Who);
    }

    [Fact]
    public void A_command_for_an_unknown_activation_finds_nothing()
    {
        var world = ThreeSteps();
        world.Start();

        Assert.IsType<ReplyContent.NotFound>(world.Send(new SagaCommand.Hold(ShardWorld.By("h")), activation: 42));
    }

    private static SagaCommand.Resolve Resolve(
        FalloutDecision decision,
        string step,
        Value input = default,
        Value output = default,
        string requestId = "resolve") =>
        new(ShardWorld.By(requestId), step, decision, input, output);

    private ShardWorld ThreeSteps() =>
        World(_plans.Sequence("all", _plans.Step("a"), _plans.Step("b"), _plans.Step("c")));

    private ShardWorld World(Activity root) => new(_plans.Build(root));
}
