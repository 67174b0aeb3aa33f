using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.TestKit.Core;
using static Orchestrator.Tests.Unit.Core.Outcomes;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>Workflows whose failures lead back, or forward, and to a person only where neither can be.</summary>
public sealed class RestoreOrFinishTests
{
    private readonly Plans _plans = new() { FailurePolicy = FailurePolicy.RestoreOrFinish };

    [Fact]
    public void Past_a_soft_point_of_no_return_a_failure_undoes_everything_and_says_what_that_costs()
    {
        var world = World(_plans.Step("a"), _plans.Step("b", pointOfNoReturn: PointOfNoReturn.Soft), _plans.Step("c"))
            .Answers("c", Refused);

        world.Start();

        Assert.Equal(["a", "b", "c", "undo-b", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
        Assert.Equal(
            new RollbackStarted("Step 'c' failed: The port is taken. A soft point of no return is undone too (a fee).") { IsForced = true },
            world.EventsOf(world.Id).OfType<RollbackStarted>().Single());
    }

    [Fact]
    public void A_person_still_needs_force_past_a_soft_point()
    {
        var world = World(_plans.Step("a", pointOfNoReturn: PointOfNoReturn.Soft), _plans.Step("b"));
        world.Slow.Add("b");

        world.Start();

        Assert.Equal(PointOfNoReturn.Soft, RollbackRules.Blocks(world.State, keepUpTo: 0));
    }

    [Fact]
    public void A_step_that_would_fall_out_leads_back()
    {
        var world = World(_plans.Step("a"), _plans.Step("b", OnFailure.FallOut)).Answers("b", Refused);

        world.Start();

        Assert.Equal(["a", "b", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void A_step_whose_failure_does_not_matter_is_passed_over_as_ever()
    {
        var world = World(_plans.Step("a", OnFailure.Continue), _plans.Step("b")).Answers("a", Refused);

        world.Start();

        Assert.Equal(["a", "b"], world.Calls);
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void Past_a_hard_point_of_no_return_a_step_is_tried_for_a_day_and_then_a_person_is_asked()
    {
        var world = World(_plans.Step("a", pointOfNoReturn: PointOfNoReturn.Hard), _plans.Step("b"));
        world.Answers("b", [.. Enumerable.Repeat(Busy, 10_000)]);

        world.Start();
        world.Advance(TimeSpan.FromHours(23));
        Assert.Equal(ActivationState.Running, world.State.State);
        world.Advance(TimeSpan.FromHours(2));

        Assert.Equal(ActivationState.Fallout, world.State.State);
        Assert.DoesNotContain("undo-a", world.Calls);
    }

    [Fact]
    public void A_hard_point_of_no_return_itself_is_tried_as_its_author_says_and_leads_back()
    {
        var world = World(_plans.Step("a"), _plans.Step("b", pointOfNoReturn: PointOfNoReturn.Hard))
            .Answers("b", Busy, Busy, Busy);

        world.Start();
        world.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["a", "b", "b", "b", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void What_is_refused_beside_a_hard_point_that_is_refused_too_leads_back_after_all()
    {
        var world = new ShardWorld(_plans.Build(_plans.Parallel(
            "both", _plans.Step("a", pointOfNoReturn: PointOfNoReturn.Hard), _plans.Step("b"), _plans.Step("c"))));
        world.Slow.Add("a");
        world.Answers("a", Refused).Answers("b", Refused);

        world.Start();
        Assert.Equal(ActivationState.Fallout, world.State.State);
        world.AnswerSlow();

        Assert.Equal(ActivationState.RolledBack, world.State.State);
        Assert.Contains("undo-c", world.Calls);
    }

    [Fact]
    public void Where_it_stays_unknown_whether_a_step_was_done_it_is_undone_and_nobody_is_asked()
    {
        var world = World(_plans.Step("a"), _plans.Step("b")).Answers("b", Lost);
        world.ReadsBack("b", [.. Enumerable.Repeat(new ReadBack.StillUnknown("No answer."), 10)]);

        world.Start();
        world.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(ActivationState.RolledBack, world.State.State);
        Assert.Equal(["undo-b", "undo-a"], world.Calls.Where(call => call.StartsWith("undo", StringComparison.Ordinal)));
    }

    [Fact]
    public void Where_it_stays_unknown_whether_a_hard_point_was_passed_a_person_is_asked()
    {
        var world = World(_plans.Step("a"), _plans.Step("b", pointOfNoReturn: PointOfNoReturn.Hard)).Answers("b", Lost);
        world.ReadsBack("b", [.. Enumerable.Repeat(new ReadBack.StillUnknown("No answer."), 10)]);

        world.Start();
        world.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(ActivationState.Fallout, world.State.State);
    }

    private ShardWorld World(params Activity[] steps) => new(_plans.Build(_plans.Sequence("all", steps)));
}
