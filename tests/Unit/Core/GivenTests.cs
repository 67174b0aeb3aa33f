using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Sagas.Planning;
using Orchestrator.Core.Values;
using Orchestrator.TestKit.Core;
using static Orchestrator.Tests.Unit.Core.Outcomes;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>Steps whose outputs the definition gives: they are done already.</summary>
public sealed class GivenTests
{
    private readonly Plans _plans = new();

    [Fact]
    public void A_step_whose_output_is_given_is_not_called_and_what_comes_after_it_sees_that_output()
    {
        var world = World(_plans.Sequence("all", Kept("reserve", ("reserve", 7)), PortAfter("reserve")));

        world.Start();

        Assert.Equal(["configure"], world.Calls);
        Assert.Equal("""{"port":7}""", world.State.Steps[^1].Input.ToString());
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void A_step_that_is_not_among_those_given_is_called()
    {
        var world = World(Kept("reserve", ("other", 7)));

        world.Start();

        Assert.Equal(["reserve"], world.Calls);
    }

    [Fact]
    public void In_a_loop_each_turn_is_given_for_itself()
    {
        var box = Kept("box", ("box[1]", 7));
        var world = World(_plans.ForEach("each", Plans.Literal(Value.Array("x", "y", "z")), box));

        world.Start();

        Assert.Equal(["box", "box"], world.Calls);
        Assert.Equal(["box[0]", "box[2]"], world.State.Steps.Select(step => step.Id));
    }

    [Fact]
    public void What_was_given_is_not_undone()
    {
        var world = World(_plans.Sequence("all", Kept("reserve", ("reserve", 7)), _plans.Step("a"), _plans.Step("b")))
            .Answers("b", Refused);

        world.Start();

        Assert.Equal(["a", "b", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void A_plan_tells_what_is_kept_apart_from_what_is_called_and_what_is_kept_counts_in_its_hash()
    {
        var steps = _plans.Sequence("all", Kept("reserve", ("reserve", 7)), PortAfter("reserve"));
        var all = new Plans();
        var order = new ActivationOrder("tester", "r", "h", "c");

        var plan = Planner.Plan(_plans.Build(steps), order);
        var without = Planner.Plan(all.Build(all.Sequence("all", all.Step("configure"))), order);

        Assert.Equal(["reserve"], plan.Kept.Select(step => step.Id));
        Assert.Equal(["configure"], plan.Steps.Select(step => step.Id));
        Assert.Equal("""{"port":7}""", plan.Steps[0].Input.ToString());
        Assert.NotEqual(without.Hash, plan.Hash);
    }

    [Fact]
    public void A_step_that_is_said_to_have_failed_is_not_called_and_its_way_out_is_taken()
    {
        var failed = _plans.Step("wish", given: Plans.Literal(Value.Object(("wish", StepActivity.FailedBefore))));
        var (spare, then) = (_plans.Step("spare"), _plans.Step("then"));
        var plan = _plans.Build(_plans.Flowchart(
            "chart",
            [failed, spare, then],
            (failed, "Done", then, false),
            (failed, "Failed", spare, false),
            (spare, "Done", then, false)));
        var world = new ShardWorld(plan);

        world.Start();

        Assert.Equal(["spare", "then"], world.Calls);
        Assert.Equal(ActivationState.Completed, world.State.State);
        var planned = Planner.Plan(plan, new ActivationOrder("tester", "r", "h", "c"));
        Assert.Equal(["wish"], planned.Kept.Select(one => one.Id));
        Assert.Equal(["spare", "then"], planned.Steps.Select(one => one.Id));
    }

    private StepActivity Kept(string id, params (string Step, double Port)[] outputs) => _plans.Step(
        id, given: Plans.Literal(Value.Object([.. outputs.Select(one => (one.Step, Value.Object(("port", one.Port))))])));

    private StepActivity PortAfter(string step) => _plans.Step("configure", input: new Expression.Composite(
    [
        ("port", Plans.Code(scope => scope.TryGetOutput(step, out var output) ? output["port"] : Value.Null)),
    ]));

    private ShardWorld World(Activity root) => new(_plans.Build(root));
}
