using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>Lanes that take more than one step at a time, or so many calls in a while.</summary>
public sealed class LaneTests
{
    private readonly Plans _plans = new();

    [Fact]
    public void As_many_as_the_lane_is_wide_are_in_it_and_the_others_follow_in_order()
    {
        var world = World(_plans.Step("a", lane: "router-1"), new LaneRule(Width: 2));
        world.Slow.Add("a");

        Start(world, 4);
        Assert.Equal([0, 1], Called(world));
        world.AnswerSlow();
        Assert.Equal([0, 1, 2], Called(world));
        world.AnswerSlow();
        world.AnswerSlow();
        world.AnswerSlow();

        Assert.Equal([0, 1, 2, 3], Called(world));
        Assert.All(Ids(world), id => Assert.Equal(ActivationState.Completed, world.StateOf(id).State));
    }

    [Fact]
    public void No_more_calls_begin_in_a_period_than_the_rate_says_and_who_waits_is_served_in_order()
    {
        var world = World(_plans.Step("a", lane: "router-1"), new LaneRule(9, PerTenSeconds(2)));

        Start(world, 5);
        world.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal([0, 0, 10, 10, 20], Begins(world));
        Assert.Equal([0, 1, 2, 3, 4], Called(world));
        Assert.Null(world.NextWake);
    }

    [Fact]
    public void A_period_slides_so_that_no_two_bursts_meet_at_its_ends()
    {
        var world = World(_plans.Step("a", lane: "router-1"), new LaneRule(9, PerTenSeconds(2)));

        Start(world, 1);
        world.Advance(TimeSpan.FromSeconds(9));
        Start(world, 3);
        world.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal([0, 9, 10, 19], Begins(world));
    }

    [Fact]
    public void Each_attempt_and_each_compensation_counts()
    {
        var world = World(
            _plans.Sequence("all", _plans.Step("a", lane: "router-1"), _plans.Step("b")),
            new LaneRule(1, PerTenSeconds(1)));
        world.Answers("a", Outcomes.Busy).Answers("b", Outcomes.Refused);

        Start(world, 1);
        world.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(["a", "a", "b", "undo-a"], world.Calls);
        Assert.Equal([0, 10, 20], Begins(world, "router-1"));
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void One_that_is_in_the_lane_makes_its_next_call_before_another_makes_its_first()
    {
        var world = World(_plans.Step("a", lane: "router-1"), new LaneRule(1, PerTenSeconds(1)));
        world.Answers("a", Outcomes.Busy);

        Start(world, 2);
        world.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal([0, 10, 20], Begins(world));
        Assert.Equal([0, 0, 1], world.Journal.SelectMany(
            one => one.Events.Where(Begin).Select(_ => Array.IndexOf(Ids(world), one.Activation))));
    }

    [Fact]
    public void After_a_start_nothing_begins_within_the_period_for_what_began_before_is_not_known()
    {
        var world = World(_plans.Step("a", lane: "router-1"), new LaneRule(9, PerTenSeconds(3)));
        Start(world, 3);
        world.Advance(TimeSpan.FromSeconds(4));

        world.Crash();
        Start(world, 4);
        world.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal([0, 0, 0, 14, 14, 14, 24], Begins(world));
    }

    [Fact]
    public void A_read_that_is_made_again_after_a_start_waits_for_its_turn()
    {
        var world = World(_plans.Step("a", lane: "router-1", hasEffect: false), new LaneRule(1, PerTenSeconds(1)));
        world.Slow.Add("a");
        Start(world, 1);
        world.Advance(TimeSpan.FromSeconds(4));

        world.Crash();
        world.Advance(TimeSpan.FromSeconds(60));
        world.AnswerSlow();

        Assert.Equal([0, 14], Begins(world));
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void Who_is_in_a_lane_that_became_narrower_stays_there_and_nobody_enters_until_there_is_room()
    {
        var world = World(_plans.Step("a", lane: "router-1"), new LaneRule(Width: 3));
        world.Slow.Add("a");
        Start(world, 3);

        world.Lanes = Rules(new LaneRule(Width: 2));
        world.ReadsBack(
            "a", new ReadBack.StillUnknown("?"), new ReadBack.StillUnknown("?"), new ReadBack.StillUnknown("?"));
        world.Crash();
        Start(world, 1);
        Assert.Equal(3, Called(world).Length);
        world.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(4, Called(world).Length);
    }

    [Fact]
    public void A_turn_that_came_while_it_was_held_counts_from_when_it_is_used()
    {
        var world = World(_plans.Step("a", lane: "router-1", retry: Often), new LaneRule(2, PerTenSeconds(1)));
        world.Answers("a", Outcomes.Busy);
        Start(world, 1);
        world.Advance(TimeSpan.FromSeconds(2));

        world.Send(new SagaCommand.Hold(ShardWorld.By("hold")));
        world.Advance(TimeSpan.FromSeconds(13));
        world.Send(new SagaCommand.Release(ShardWorld.By("release")));
        Start(world, 1);
        world.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal([0, 15, 25], Begins(world));
    }

    [Fact]
    public void A_cancelled_one_leaves_the_queue()
    {
        var world = World(_plans.Step("a", lane: "router-1"), new LaneRule(1, PerTenSeconds(1)));
        Start(world, 3);

        world.Send(new SagaCommand.Cancel(ShardWorld.By("cancel")), Ids(world)[1]);
        world.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal([0, 2], Called(world));
        Assert.Equal([0, 10], Begins(world));
    }

    [Fact]
    public void A_rule_counts_for_the_names_that_it_fits_best()
    {
        var rules = new LaneRules(
        [
            new("*", new LaneRule(2)), new("olt-*", new LaneRule(3)), new("*-7", new LaneRule(4)), new(
                "olt-*-7", new LaneRule(5)), new("olt-1-7", new LaneRule(6)),
        ]);

        Assert.Equal(
            [2, 3, 4, 5, 6, 3, 2], new[] { "", "olt-", "msc-7", "olt-2-7", "olt-1-7", "olt-77", "OLT-1" }.Select(
                name => rules.Of(name).Width));
        Assert.Equal(LaneRule.Default, LaneRules.None.Of("olt-1"));
    }

    private static RetryPolicy Often => RetryPolicy.Default with { Jitter = 0 };

    private static LaneRate PerTenSeconds(int calls) => new(calls, TimeSpan.FromSeconds(10));

    private static LaneRules Rules(LaneRule rule) => new([new("router-*", rule)]);

    private ShardWorld World(Activity root, LaneRule rule) => new(_plans.Build(root)) { Lanes = Rules(rule) };

    private static void Start(ShardWorld world, int count)
    {
        for (var number = 0; number < count; number++)
            world.Start();
    }

    private static long[] Ids(ShardWorld world) =>
        [.. world.Journal.Select(transition => transition.Activation).Distinct()];

    /// <summary>The activations whose step was called, in order, by the order in which they were started.</summary>
    private static int[] Called(ShardWorld world)
    {
        var ids = Ids(world);
        return [.. world.Inputs.Keys.Select(
            key => Array.IndexOf(ids, ActivationId.TryParse(key.Split('/')[0], out var id) ? id : 0))];
    }

    /// <summary>When calls began, in seconds from the beginning.</summary>
    private static IEnumerable<double> Begins(ShardWorld world, string lane = "router-1") =>
        world.Journal.SelectMany(one => one.Events
        .Where(happened => Begin(happened) && LaneOf(world, one.Activation, happened) == lane)
        .Select(_ => (one.Time - world.Journal[0].Time).TotalSeconds));

    private static bool Begin(SagaEvent happened) =>
        happened is StepRequested { Waits: false } or StepStarted or CompensationRequested { Waits: false };

    private static string? LaneOf(ShardWorld world, long activation, SagaEvent happened) =>
        world.StateOf(activation).FindStep(happened switch
        {
            StepRequested it => it.StepId,
            StepStarted it => it.Step,
            CompensationRequested it => it.Step,
            _ => "",
        })?.Lane;
}
