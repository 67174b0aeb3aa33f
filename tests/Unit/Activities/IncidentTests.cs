using Orchestrator.Core.Local;
using Orchestrator.Core.Sagas;
using static Orchestrator.Tests.Unit.Activities.Flow;

namespace Orchestrator.Tests.Unit.Activities;

/// <summary>What goes wrong where there are no steps: by Elsa's strategies.</summary>
public sealed class IncidentTests
{
    private const string Boom = "{'type': 'Elsa.Fault', 'id': 'boom', 'code': '42', 'message': 'It broke.'}";
    private const string Continue =
        "'options': {'incidentStrategyType': 'Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa'},";

    [Fact]
    public void A_fault_ends_the_workflow_once_what_runs_beside_it_has_come_to_rest()
    {
        var result = Run(Parallel(Boom, Sequence(Line("b1"), Line("b2")), Sequence(Boom.Replace("boom", "boom2"))));

        Assert.Equal("b1 b2 Faulted", result.Told());
        Assert.Equal(["boom: It broke.", "boom2: It broke."], result.Failures());
    }

    [Fact]
    public void A_faulted_activation_says_what_failed_and_that_there_was_nothing_to_undo()
    {
        var state = Run(Sequence(Line("a"), Boom, Line("b"))).State;

        Assert.Equal((ActivationState.RolledBack, FlowStatus.Faulted), (state.State, state.FlowStatus));
        Assert.Equal("Activity 'boom' failed: It broke. There was nothing to undo.", state.StateReason);
        Assert.Equal([new Incident("boom", "It broke.", null)], state.Incidents);
    }

    [Fact]
    public void A_fault_ends_the_workflow_though_another_branch_waits()
    {
        var wait = Activity("Delay", "wait", "'timeSpan': '01:00:00'");

        Assert.Equal("Faulted", Run(Parallel(Sequence(wait, Line("late")), Boom)).Told());
    }

    [Fact]
    public void With_the_other_strategy_the_faulted_branch_never_ends_and_the_others_go_on()
    {
        var result = Run(Sequence(Parallel(Boom, Line("b")), Line("after")), Continue);

        Assert.Equal("b Suspended", result.Told());
        Assert.Equal(["boom: It broke."], result.Failures());
        Assert.Equal(ActivationState.Running, result.State.State);
        Assert.True(result.State.IsStalled);
        Assert.Single(result.Events<WorkflowStalled>());
    }

    [Fact]
    public void A_faulted_branch_that_is_cancelled_hinders_nothing_with_the_other_strategy()
    {
        var fork = $"{{'type': 'Elsa.Fork', 'joinMode': 'WaitAny', 'branches': [{Boom}, {Line("b")}]}}";

        Assert.Equal("b after Finished", Run(Sequence(fork, Line("after")), Continue).Told());
    }

    [Theory]
    [InlineData("{'type': 'Elsa.WriteLine', 'id': 'x', 'text': {'typeName': 'String', 'expression': {'type': 'JavaScript', 'value': 'nothing()'}}}", "Failed to evaluate activity input 'Text'")]
    [InlineData("{'type': 'Elsa.WriteLine', 'id': 'x', 'text': {'typeName': 'String', 'expression': {'type': 'JavaScript', 'value': '1 +'}}}", "Failed to evaluate activity input 'Text'")]
    [InlineData("{'type': 'Elsa.FlowDecision', 'id': 'x', 'condition': {'typeName': 'Boolean', 'expression': {'type': 'Variable', 'value': {'name': 'X'}}}}", "Failed to evaluate activity input 'Condition'")]
    [InlineData("{'type': 'Elsa.SetVariable', 'id': 'x', 'variable': {'id': 'zz', 'name': 'Z'}, 'value': '1'}", "Variable 'zz' not found.")]
    [InlineData("{'type': 'My.Own', 'id': 'x', 'version': 3}", "Activity type 'My.Own' version '0' could not be found.")]
    [InlineData("{'type': 'Elsa.ForEach', 'id': 'x', 'items': null, 'body': {'type': 'Elsa.Finish'}}", "Value cannot be null. (Parameter 'source')")]
    public void What_would_not_be_published_fails_where_it_is_reached_in_Elsas_words(string activity, string message)
    {
        var result = Run(Sequence(Line("a"), activity, Line("b")));

        Assert.Equal("a Faulted", result.Told());
        Assert.Equal([$"x: {message}"], result.Failures());
    }

    [Theory]
    [InlineData("{'type': 'Elsa.SetVariable', 'variable': {'id': 'zz'}, 'value': '1'}", "WF030")]
    [InlineData("{'type': 'My.Own', 'id': 'x', 'version': 3}", "WF010")]
    [InlineData("{'type': 'Elsa.WriteLine', 'text': {'typeName': 'String', 'expression': {'type': 'JavaScript', 'value': '1 +'}}}", "WF021")]
    public void Nor_is_it_published(string activity, string code)
    {
        var workflows = Read(tolerant: false, Sequence(Line("a"), activity));

        Assert.False(workflows.IsValid);
        Assert.Equal([code], workflows.Problems.Select(problem => problem.Found.Code));
    }

    [Fact]
    public void What_is_behind_a_failed_input_is_kept_beside_it()
    {
        var failed = Run(Says("nothing()")).Events<ActivityFaulted>().Single();

        Assert.Equal("Failed to evaluate activity input 'Text'", failed.Error.Message);
        Assert.Contains("nothing", failed.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Continue)]
    public void A_loop_that_never_waits_is_stopped_whatever_the_strategy(string strategy)
    {
        var result = Run("{'type': 'Elsa.While', 'id': 'w', 'condition': true}", strategy);

        Assert.Equal(LocalStatus.Faulted, result.Status);
        Assert.Contains(
            "More than 10000 activities ran without one that waits",
            result.Incidents[0].Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_activation_whose_join_waits_for_ever_is_suspended()
    {
        var chart = Chart(
            "fork.One-a fork.Two-b a-join b-join join-end",
            Activity("FlowFork", "fork", "'branches': ['One']"),
            Line("a"),
            Line("b"),
            Activity("FlowJoin", "join", "'mode': 'WaitAll'"),
            Line("end"));

        Assert.Equal("a Suspended", Run(chart, tokens: true).Told());
    }
}
