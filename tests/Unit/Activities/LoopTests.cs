using static Orchestrator.Tests.Unit.Activities.Flow;

namespace Orchestrator.Tests.Unit.Activities;

public sealed class LoopTests
{
    [Theory]
    [InlineData("'start': 1, 'end': 3", "1 2 3 Finished")]
    [InlineData("'start': 3, 'end': 1, 'step': -1", "3 2 1 Finished")]
    [InlineData("'start': 1, 'end': 3, 'outerBoundInclusive': false", "1 2 Finished")]
    [InlineData("'end': 2", "0 1 2 Finished")]
    [InlineData("'start': 0, 'end': 10, 'step': 4", "0 4 8 Finished")]
    [InlineData("'start': 2, 'end': 1", "Finished")]
    public void For_counts(string numbers, string told) =>
        Assert.Equal(told, Run(For(numbers, Says("getCurrentValue()"))).Told());

    [Fact]
    public void For_evaluates_its_numbers_once_and_remembers_them()
    {
        var body = Sequence(
            Says("getCurrentValue() + getEnd()"),
            "{'type': 'Elsa.SetVariable', 'variable': {'id': 'End', 'name': 'End'}, 'value': 9}");

        var result = Run(
            For($"'start': 1, 'end': {Script("getEnd()")}", body),
            "'variables': [{'id': 'End', 'name': 'End', 'typeName': 'Int32', 'value': '2'}],");

        Assert.Equal("3 11 Finished", result.Told());
    }

    [Fact]
    public void For_keeps_its_number_where_the_definition_says()
    {
        var result = Run(
            For(
                "'start': 5, 'end': 6, 'currentValue': {'typeName': 'Object', 'memoryReference': {'id': 'V'}}",
                Says("getV()")),
            "'variables': [{'id': 'V', 'name': 'V', 'typeName': 'Object'}],");

        Assert.Equal("5 6 Finished", result.Told());
    }

    [Fact]
    public void For_without_a_body_ends_at_once() =>
        Assert.Equal(
            "after Finished", Run(Sequence("{'type': 'Elsa.For', 'start': 1, 'end': 3}", Line("after"))).Told());

    [Fact]
    public void The_outer_loop_keeps_its_value_behind_an_inner_one()
    {
        var inner = $"{{'type': 'Elsa.ForEach', 'items': [8, 9], 'body': {Says("getCurrentValue()")}}}";
        var outer =
            $"{{'type': 'Elsa.ForEach', 'items': [1, 2], 'body': {Sequence(inner, Says("getCurrentValue()"))}}}";

        Assert.Equal("8 9 1 8 9 2 Finished", Run(outer).Told());
    }

    [Theory]
    [InlineData("{'type': 'Elsa.ForEach', 'items': [1, 2, 3], 'body': BODY}", "1 2 after Finished")]
    [InlineData("{'type': 'Elsa.For', 'start': 1, 'end': 3, 'body': BODY}", "1 2 after Finished")]
    [InlineData("{'type': 'Elsa.While', 'condition': true, 'body': {'type': 'Elsa.For', 'start': 2, 'end': 2, 'body': BODY}}", null)]
    public void Break_ends_the_loop_and_the_sequences_on_the_way(string loop, string? told)
    {
        var body = Sequence(
            Says("getCurrentValue()"),
            $"{{'type': 'Elsa.If', 'condition': {Script("getCurrentValue() == 2")}, 'then': {Sequence("{'type': 'Elsa.Break'}", Line("never"))}}}",
            $"{{'type': 'Elsa.If', 'condition': {Script("getCurrentValue() == 2")}, 'then': {Line("neither")}}}");

        var result = Run(Sequence(loop.Replace("BODY", body), Line("after")));

        if (told is not null)
            Assert.Equal(told, result.Told());
        else
            Assert.All(result.Lines, line => Assert.Equal("2", line));
    }

    [Fact]
    public void Break_beside_other_branches_lets_them_end_the_round()
    {
        var body = Parallel("{'type': 'Elsa.Break'}", Sequence(Line("a"), Line("b")));

        Assert.Equal(
            "a b after Finished",
            Run(Sequence($"{{'type': 'Elsa.ForEach', 'items': [1, 2], 'body': {body}}}", Line("after"))).Told());
    }

    [Fact]
    public void Break_in_a_flowchart_ends_the_flowchart_and_the_loop_around_it()
    {
        var body = Chart(
            "w-d d.True-b",
            "{'type': 'Elsa.WriteLine', 'id': 'w', 'text': " + Script("getCurrentValue()") + "}",
            Activity("FlowDecision", "d", "'condition': " + Script("getCurrentValue() == 2")),
            Activity("Break", "b"));

        Assert.Equal("1 2 Finished", Run($"{{'type': 'Elsa.ForEach', 'items': [1, 2, 3], 'body': {body}}}").Told());
    }

    [Fact]
    public void Break_outside_of_a_loop_ends_its_sequence() =>
        Assert.Equal("a Finished", Run(Sequence(Line("a"), "{'type': 'Elsa.Break'}", Line("b"))).Told());

    [Fact]
    public void Iterations_side_by_side_have_values_of_their_own()
    {
        var body = Sequence(Says("getCurrentValue()"), Says("getCurrentIndex()"));

        Assert.Equal(
            "7 8 0 1 Finished",
            Run($"{{'type': 'Elsa.ParallelForEach', 'items': [7, 8], 'body': {body}}}").Told());
    }

    private static string For(string numbers, string body) => $"{{'type': 'Elsa.For', {numbers}, 'body': {body}}}";
}
