using static Orchestrator.Tests.Unit.Activities.Flow;

namespace Orchestrator.Tests.Unit.Activities;

/// <summary>Activities that choose by which outcomes they end.</summary>
public sealed class OutcomeTests
{
    private const string Cases =
        "'cases': [{'label': 'A', 'condition': {'type': 'Literal', 'value': false}}, "
        + "{'label': 'B', 'condition': {'type': 'Literal', 'value': true}}, {'label': 'C', 'condition': {'type': 'JavaScript', 'value': '1 == 1'}}]";

    [Theory]
    [InlineData("true", "yes Finished")]
    [InlineData("'false'", "no Finished")]
    public void A_decision_has_two(string condition, string told) => Assert.Equal(
        told,
        Run(Chart("d.True-yes d.False-no", Activity("FlowDecision", "d", $"'condition': {condition}"), Line("yes"), Line("no"))).Told());

    [Theory]
    [InlineData(Cases, "b Finished")]
    [InlineData(Cases + ", 'mode': 'MatchFirst'", "b Finished")]
    [InlineData(Cases + ", 'mode': {'typeName': 'Elsa.Workflows.SwitchMode', 'expression': {'type': 'Literal', 'value': 'MatchAny'}}", "b c Finished")]
    [InlineData("'cases': []", "default Finished")]
    public void A_flow_switch_has_the_labels_of_its_cases(string properties, string told) => Assert.Equal(
        told,
        Run(Chart(
            "w.A-a w.B-b w.C-c w.Default-default",
            Activity("FlowSwitch", "w", properties), Line("a"), Line("b"), Line("c"), Line("default"))).Told());

    [Theory]
    [InlineData("'branches': ['One', 'Two']", "1 2 Finished")]
    [InlineData("'branches': {'typeName': 'String[]', 'expression': {'type': 'Object', 'value': '[]'}}", "done Finished")]
    public void A_flow_fork_has_its_branches(string properties, string told) => Assert.Equal(
        told,
        Run(Chart("f.One-1 f.Two-2 f-done", Activity("FlowFork", "f", properties), Line("1"), Line("2"), Line("done"))).Told());

    [Fact]
    public void A_script_without_an_outcome_ends_by_Done_and_gives_its_value()
    {
        var script = Activity(
            "RunJavaScript", "js", "'script': {'typeName': 'String', 'expression': {'type': 'Literal', 'value': '40 + 2'}}, "
                + "'result': {'typeName': 'Object', 'memoryReference': {'id': 'Answer'}}");

        var result = Run(
            Chart("js-after", script, Says("getLastResult()").Replace(
                "{'type': 'Elsa.WriteLine',", "{'type': 'Elsa.WriteLine', 'id': 'after',")),
            "'outputs': [{'name': 'Answer', 'type': 'Int32'}],");

        Assert.Equal("42 Finished", result.Told());
        Assert.Equal("{\"Answer\":42}", result.Outputs.ToString());
    }

    [Fact]
    public void A_container_runs_what_is_in_it_as_one_activity() => Assert.Equal(
        "a b after Finished",
        Run(Chart("n-after", Activity("FlowNode", "n", $"'body': {Sequence(Line("a"), Line("b"))}"), Line("after"))).Told());

    [Fact]
    public void Correlation_and_name_are_the_activations()
    {
        var state = Run(Sequence(
            Activity("Correlate", "c", "'correlationId': 'c-1'"),
            Activity("SetName", "n", "'value': 'Order 7'"))).State;

        Assert.Equal(("c-1", "Order 7"), (state.CorrelationId, state.InstanceName));
    }
}
