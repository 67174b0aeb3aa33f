using Orchestrator.Core.Sagas;
using static Orchestrator.Tests.Unit.Activities.Flow;

namespace Orchestrator.Tests.Unit.Activities;

/// <summary>Ends of flowcharts, sequences, definitions and workflows.</summary>
public sealed class EndTests
{
    private static readonly string Wait = Activity("Delay", "wait", "'timeSpan': '01:00:00'");

    [Fact]
    public void End_ends_the_flowchart_that_it_is_in_and_cancels_what_waits_there()
    {
        var inner = Chart("s-wait s-e wait-late", Line("s"), Wait, Activity("End", "e"), Line("late"));
        var result = Run(Chart("n-after", Activity("FlowNode", "n", $"'body': {inner}"), Line("after")));

        Assert.Equal("s after Finished", result.Told());
        Assert.Single(result.Events<ActivityCancelled>());
    }

    [Fact]
    public void End_ends_a_sequence_and_what_is_around_it_goes_on() =>
        Assert.Equal(
            "a after Finished",
            Run(Sequence(Sequence(Line("a"), Activity("End", "e"), Line("b")), Line("after"))).Told());

    [Fact]
    public void Complete_ends_the_workflow_and_cancels_the_rest() =>
        Assert.Equal(
            "a Finished",
            Run(Sequence(Parallel(Wait, Sequence(Line("a"), Activity("Complete", "c"), Line("b"))), Line("after"))).Told());

    [Fact]
    public void Finish_ends_the_workflow_whatever_is_scheduled() =>
        Assert.Equal(
            "a Finished",
            Run(Parallel(Sequence(Line("b")), Line("a"), Activity("Finish", "f"))).Told());

    [Fact]
    public void Start_is_where_a_flowchart_begins_before_all_other_rules() =>
        Assert.Equal(
            "b Finished",
            Run(Chart("s-b", Line("a"), Activity("Start", "s"), Line("b"))).Told());

    [Fact]
    public void Else_it_begins_with_what_may_start_the_workflow() =>
        Assert.Equal(
            "b Finished",
            Run(Chart("", Line("a"), Line("b").Replace("}", ", 'customProperties': {'canStartWorkflow': true}}"))).Told());

    [Fact]
    public void Fork_ends_with_its_first_branch_and_cancels_what_is_begun_and_what_is_scheduled()
    {
        var fork = $"{{'type': 'Elsa.Fork', 'joinMode': 'WaitAny', 'branches': [{Wait}, {Sequence(Line("a1"), Line("a2"))}, {Line("b")}]}}";

        Assert.Equal("b after Finished", Run(Sequence(fork, Line("after"))).Told());
    }

    [Fact]
    public void Fork_waits_for_all_branches_unless_it_says_otherwise()
    {
        var fork = $"{{'type': 'Elsa.Fork', 'branches': [{Wait}, {Sequence(Line("a1"), Line("a2"))}, {Line("b")}]}}";

        Assert.Equal("b a1 a2 after Finished", Run(Sequence(fork, Line("after"))).Told());
    }

    [Fact]
    public void What_is_cancelled_stays_cancelled_when_its_time_comes()
    {
        var fork = $"{{'type': 'Elsa.Fork', 'joinMode': 'WaitAny', 'branches': [{Sequence(Wait, Line("late"))}, {Line("b")}]}}";

        var result = Run(Sequence(fork, Activity("Delay", "longer", "'timeSpan': '02:00:00'"), Line("after")));

        Assert.Equal("b after Finished", result.Told());
    }
}
