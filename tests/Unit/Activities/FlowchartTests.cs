using Orchestrator.Core.Sagas;
using static Orchestrator.Tests.Unit.Activities.Flow;

namespace Orchestrator.Tests.Unit.Activities;

/// <summary>Flowcharts that count.</summary>
public sealed class FlowchartTests
{
    private static readonly string Two = Activity("FlowFork", "f", "'branches': ['One', 'Two']");
    private static readonly string One = Activity("FlowFork", "f", "'branches': ['One']");
    private static readonly string Wait = Activity("Delay", "wait", "'timeSpan': '01:00:00'");

    [Theory]
    [InlineData("WaitAll", "a b b2 after Finished")]
    [InlineData("WaitAllActive", "a b b2 after Finished")]
    [InlineData("WaitAny", "a b b2 after Finished")]
    public void A_join_of_two_branches_runs_once(string mode, string told) =>
        Assert.Equal(Sorted(told), Sorted(Run(Joined(Two, mode)).Told()));

    [Theory]
    [InlineData("WaitAll", "a Finished")]
    [InlineData("WaitAllActive", "a after Finished")]
    [InlineData("WaitAny", "a after Finished")]
    public void A_join_of_which_one_branch_is_not_taken(string mode, string told) =>
        Assert.Equal(told, Run(Joined(One, mode)).Told());

    [Fact]
    public void A_join_that_waits_for_any_cancels_what_still_runs_before_it()
    {
        var chart = Chart(
            "s-wait s-a wait-late late-j a-j j-after",
            Line("s"),
            Wait,
            Line("late"),
            Line("a"),
            Activity("FlowJoin", "j", "'mode': 'WaitAny'"),
            Line("after"));

        var result = Run(chart);

        Assert.Equal("s a after Finished", result.Told());
        Assert.Single(result.Events<ActivityCancelled>());
    }

    [Fact]
    public void What_a_cancelled_activity_leads_to_is_passed_over()
    {
        var chart = Chart(
            "s-wait s-a wait-j wait-k a-j a-k j-after k-last",
            Line("s"),
            Wait,
            Line("a"),
            Activity("FlowJoin", "j", "'mode': 'WaitAny'"),
            Activity("FlowJoin", "k", "'mode': 'WaitAllActive'"),
            Line("after"),
            Line("last"));

        Assert.Equal("s a after last Finished", Run(chart).Told());
    }

    [Fact]
    public void What_is_not_taken_is_passed_over_to_the_next_join()
    {
        var chart = Chart(
            "d.True-a a-a2 a2-j d.False-b b-j j-end",
            Activity("FlowDecision", "d", "'condition': false"),
            Line("a"),
            Line("a2"),
            Line("b"),
            Line("j"),
            Line("end"));

        Assert.Equal("b j end Finished", Run(chart).Told());
    }

    [Fact]
    public void A_loop_through_a_join_counts_anew_in_every_round()
    {
        var chart = Chart(
            "start-one one-a one-b a-j b-j j-count count-d d.True-one d.False-end",
            Line("start"),
            Line("one"),
            Line("a"),
            Line("b"),
            Line("j"),
            $"{{'type': 'Elsa.SetVariable', 'id': 'count', 'variable': {{'id': 'N', 'name': 'N'}}, 'value': {Script("getN() + 1")}}}",
            Activity("FlowDecision", "d", "'condition': " + Script("getN() < 2")),
            Line("end"));

        var result = Run(chart, "'variables': [{'id': 'N', 'name': 'N', 'typeName': 'Int32', 'value': '0'}],");

        Assert.Equal("start one a b j one a b j end Finished", result.Told());
    }

    [Fact]
    public void A_join_is_not_begun_again_while_it_still_runs()
    {
        // x leads to the join in each of its rounds, y once.
        var chart = Chart(
            "s-x s-y x-j x-count count-d d.True-x y-j",
            Line("s"),
            Line("x"),
            Line("y"),
            $"{{'type': 'Elsa.SetVariable', 'id': 'count', 'variable': {{'id': 'N', 'name': 'N'}}, 'value': {Script("getN() + 1")}}}",
            Activity("FlowDecision", "d", "'condition': " + Script("getN() < 3")),
            Activity("Delay", "j", "'timeSpan': '00:00:01'"));

        var result = Run(chart, "'variables': [{'id': 'N', 'name': 'N', 'typeName': 'Int32', 'value': '0'}],");

        Assert.Equal("s x y x x Finished", result.Told());
        Assert.Single(result.Events<DelayStarted>());
    }

    [Fact]
    public void Following_a_connection_back_into_another_path_is_a_fault()
    {
        var chart = Chart(
            "s-a s-b a-c b-c c-a",
            Line("s"), Line("a"), Line("b"), Line("c"));

        var result = Run(chart);

        Assert.Equal("s a b c Faulted", result.Told());
        Assert.Equal(
            ["c: Invalid backward connection: Every path from the source ('c') must go through the target ('a') when tracing back to the start."],
            result.Failures());
    }

    [Theory]
    [InlineData("a.None-b b-c", "a Finished")]
    [InlineData("a-b b.done-c", "a b Finished")]
    public void A_port_is_an_outcome_to_the_letter(string connections, string told) =>
        Assert.Equal(told, Run(Chart(connections, Line("a"), Line("b"), Line("c"))).Told());

    [Fact]
    public void What_is_drawn_flat_or_without_a_port_follows_the_default_outcome()
    {
        var chart = $"{{'type': 'Elsa.Flowchart', 'activities': [{Line("a")}, {Line("b")}, {Line("c")}], "
            + "'connections': {'$values': [{'source': 'a', 'target': 'b', 'sourcePort': 'Done', 'targetPort': 'In'}, "
            + "{'source': {'activity': 'b'}, 'target': {'activity': 'c'}}]}}";

        Assert.Equal("a b c Finished", Run(chart).Told());
    }

    [Fact]
    public void A_connection_of_nothing_is_left_out() =>
        Assert.Equal("a b Finished", Run(Chart("a-b a-nothing nobody-b", Line("a"), Line("b"))).Told());

    [Fact]
    public void A_join_of_very_many_branches_takes_no_longer_than_its_branches()
    {
        string[] branches = [.. Enumerable.Range(0, 3_000).Select(number => $"b{number}")];
        var chart = Chart(
            string.Join(' ', branches.Select(branch => $"s-{branch} {branch}-j")),
            [Line("s"), .. branches.Select(branch => Activity("Start", branch).Replace("Start", "FlowNode")), Line("j")]);

        Assert.Equal("s j Finished", Run(chart).Told());
    }

    private static string Joined(string fork, string mode) => Chart(
        "f.One-a f.Two-b b-b2 a-j b2-j j-after",
        fork,
        Line("a"),
        Line("b"),
        Line("b2"),
        Activity("FlowJoin", "j", $"'mode': '{mode}'"),
        Line("after"));

    private static string[] Sorted(string told) => [.. told.Split(' ').Order(StringComparer.Ordinal)];
}
