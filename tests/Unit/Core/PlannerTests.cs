using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Sagas.Planning;
using Orchestrator.Core.Values;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Core;

public sealed class PlannerTests
{
    private readonly Plans _plans = new();

    [Fact]
    public void A_plan_shows_steps_in_order_and_their_undoing_in_reverse()
    {
        var plan = Plan(_plans.Sequence("all", _plans.Step("a"), _plans.Step("b")));

        Assert.Equal([("a", "a"), ("b", "b")], plan.Steps.Select(step => (step.Id, step.Operation)));
        Assert.Equal([("b", "undo-b"), ("a", "undo-a")], plan.Compensations.Select(step => (step.Id, step.Operation)));
        Assert.Empty(plan.Warnings);
    }

    [Fact]
    public void What_depends_on_a_step_not_yet_run_says_so_member_by_member()
    {
        var input = new Expression.Composite(
        [
            ("vlan", Plans.Literal(210)),
            ("port", Plans.Code(scope => scope.TryGetOutput("reserve", out var output) ? output["port"] : Value.Null)),
        ]);

        var plan = Plan(_plans.Sequence("all", _plans.Step("reserve"), _plans.Step("configure", input: input)));

        Assert.Equal("""{"vlan":210,"port":"<known after reserve>"}""", plan.Steps[1].Input.ToString());
        Assert.False(plan.Steps[1].IsInputKnown);
    }

    [Fact]
    public void A_branch_that_is_known_is_planned_alone_and_one_that_is_not_with_the_other_as_conditional()
    {
        var known = Plan(_plans.If("if", Plans.Literal(true), _plans.Step("a"), _plans.Step("b")));
        var unknown = Plan(_plans.Sequence(
            "all",
            _plans.Step("ask"),
            _plans.If("which", Plans.Code(scope => scope.LastResult), _plans.Step("c"), _plans.Step("d"))));

        Assert.Equal([("a", false)], known.Steps.Select(step => (step.Id, step.Conditional)));
        Assert.Equal(
            [("ask", false), ("c", true), ("d", true)], unknown.Steps.Select(step => (step.Id, step.Conditional)));
    }

    [Fact]
    public void A_loop_over_known_items_is_planned_item_by_item()
    {
        var plan = Plan(_plans.ForEach("each", Plans.Literal(Value.Array("x", "y")), _plans.Step("box")));

        Assert.Equal(["box[0]", "box[1]"], plan.Steps.Select(step => step.Id));
    }

    [Fact]
    public void A_flowchart_is_planned_as_it_goes_when_all_goes_well()
    {
        var (a, b, c, d) = (_plans.Step("a"), _plans.Step("b"), _plans.Step("c"), _plans.Step("d"));
        var plan = Plan(_plans.Flowchart(
            "chart",
            [a, b, c, d],
            (a, "Done", b, false),
            (a, "Done", c, false),
            (b, "Done", d, false),
            (c, "Done", d, false),
            (d, "Failed", a, true)));

        Assert.Equal(["a", "b", "c", "d"], plan.Steps.Select(step => step.Id));
    }

    [Fact]
    public void Points_of_no_return_and_steps_without_undo_are_warned_of()
    {
        var plan = Plan(
            _plans.Sequence("all", _plans.Step("port", pointOfNoReturn: PointOfNoReturn.Hard, canUndo: false)));

        Assert.Equal(
            [
                "Step 'port' is a hard point of no return: once it is done, nothing before it is undone.",
                "Step 'port' cannot be undone.",
            ],
            plan.Warnings);
    }

    [Fact]
    public void The_hash_changes_with_the_inputs_and_with_nothing_else()
    {
        Assert.Equal(Hash("1"), Hash("1"));
        Assert.NotEqual(Hash("1"), Hash("2"));
    }

    private static string Hash(string input)
    {
        var plans = new Plans();
        return Planner.Plan(
            plans.Build(plans.Step("a", input: Plans.Literal(Value.Object(("x", input))))),
            new ActivationOrder("t", "r", "h", "c")).Hash;
    }

    private PlannedActivation Plan(Activity root) =>
        Planner.Plan(_plans.Build(root), new ActivationOrder("t", "r", "h", "c"));
}
