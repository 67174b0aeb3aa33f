using Orchestrator.Core.Sagas;
using static Orchestrator.Tests.Unit.Activities.Flow;

namespace Orchestrator.Tests.Unit.Activities;

/// <summary>Flowcharts that move tokens.</summary>
public sealed class TokenTests
{
    private static readonly string Wait = Activity("Delay", "wait", "'timeSpan': '01:00:00'");

    [Theory]
    [InlineData("None", "s a b j e Finished")]
    [InlineData("Stream", "s a b j e Finished")]
    [InlineData("Merge", "s a b j e Finished")]
    [InlineData("Converge", "s a b j e Finished")]
    [InlineData("Cascade", "s a b j e Finished")]
    [InlineData("Race", "s a b j e Finished")]
    public void What_two_branches_of_one_length_lead_to_runs_once(string mode, string told) =>
        Assert.Equal(told, Run(Merged("s-a s-b a-j b-j j-e", mode), tokens: true).Told());

    [Theory]
    [InlineData("Stream")]
    [InlineData("Merge")]
    [InlineData("Converge")]
    [InlineData("Cascade")]
    [InlineData("Race")]
    public void What_very_many_branches_lead_to_runs_once(string mode)
    {
        string[] branches = [.. Enumerable.Range(0, 60).Select(number => $"b{number}")];
        var connections = branches.Select(branch => $"s-{branch} {branch}-j");
        var chart = Chart(
            $"{string.Join(' ', connections)} j-e",
            [
                Line("s"),
                .. branches.Select(Line),
                $"{{'type': 'Elsa.WriteLine', 'id': 'j', 'text': 'j', 'customProperties': {{'mergeMode': '{mode}'}}}}",
                Line("e"),
            ]);

        Assert.Equal($"s {string.Join(' ', branches)} j e Finished", Run(chart, tokens: true).Told());
    }

    [Theory]
    [InlineData("Stream", "s a j e Finished")]
    [InlineData("Merge", "s a Suspended")]
    [InlineData("Converge", "s a Suspended")]
    [InlineData("Cascade", "s a j e Finished")]
    [InlineData("Race", "s a j e Finished")]
    public void What_is_not_taken_is_waited_for_or_not(string mode, string told) =>
        Assert.Equal(told, Run(Merged("s-a s.Other-b a-j b-j j-e", mode), tokens: true).Told());

    [Fact]
    public void Merge_does_not_wait_for_what_leads_back_and_Converge_does()
    {
        const string Loop = "s-a s-b a-j b-j j-e e.Again-j";

        Assert.Equal("s a b j e Finished", Run(Merged(Loop, "Merge"), tokens: true).Told());
        Assert.Equal("s a b Suspended", Run(Merged(Loop, "Converge"), tokens: true).Told());
    }

    [Fact]
    public void Race_cancels_what_still_runs_before_it_and_Cascade_lets_it_end()
    {
        const string Connections = "s-wait s-a a-j wait-j j-e";

        Assert.Equal("s a j e Finished", Run(Merged(Connections, "Race"), tokens: true).Told());
        Assert.Equal("s a j e Suspended", Run(Merged(Connections, "Cascade"), tokens: true).Told());
    }

    [Theory]
    [InlineData("WaitAny", "s a e Finished")]
    [InlineData("WaitAll", "s a Suspended")]
    [InlineData("WaitAllActive", "s a Suspended")]
    public void A_join_races_or_merges(string mode, string told)
    {
        var chart = Chart(
            "s-a s.Other-b a-j b-j j-e",
            Line("s"), Line("a"), Line("b"), Activity("FlowJoin", "j", $"'mode': '{mode}'"), Line("e"));

        Assert.Equal(told, Run(chart, tokens: true).Told());
    }

    [Fact]
    public void The_definition_says_how_its_flowcharts_run()
    {
        var chart = Merged("s-a s.Other-b a-j b-j j-e", "Merge");

        Assert.Equal(
            "s a Suspended", Run(chart, "'customProperties': {'Flowchart:ExecutionMode': 'TokenBased'},").Told());
        Assert.Equal(
            "s a j e Finished",
            Run(chart, "'customProperties': {'Flowchart:ExecutionMode': 'CounterBased'},", tokens: true).Told());
    }

    [Fact]
    public void Tokens_are_facts_from_which_the_same_state_comes()
    {
        var result = Run(Merged("s-a s-wait a-j wait-j j-e", "Merge"), tokens: true);

        Assert.Equal("s a j e Finished", result.Told());
        Assert.Equal(
            ["given [0, 1] taken []", "given [2] taken [0]", "given [3] taken [1]", "given [4] taken [2, 3]", "given [] taken [4]"],
            result.Events<TokensMoved>().Select(moved =>
                $"given [{string.Join(", ", moved.Given ?? [])}] taken [{string.Join(", ", moved.Taken ?? [])}]"));
    }

    private static string Merged(string connections, string mode) => Chart(
        connections,
        Line("s"),
        Line("a"),
        connections.Contains("wait", StringComparison.Ordinal) ? Wait : Line("b"),
        $"{{'type': 'Elsa.WriteLine', 'id': 'j', 'text': 'j', 'customProperties': {{'mergeMode': '{mode}'}}}}",
        Line("e"));
}
