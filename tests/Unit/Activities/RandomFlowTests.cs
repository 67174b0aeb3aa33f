using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Tests.Unit.Architecture;
using static Orchestrator.Tests.Unit.Activities.Flow;

namespace Orchestrator.Tests.Unit.Activities;

/// <summary>Definitions made at random: valid, nearly valid, and senseless.</summary>
public sealed class RandomFlowTests
{
    private const int Definitions = 300;

    /// <summary>Enough for what waits: a loop that waits for an event goes round as often as one comes.</summary>
    private static readonly (string, Value)[] Events = [.. Enumerable.Repeat(("e", Value.Null), 100)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void They_come_to_an_end_or_rest_and_break_no_rule_of_the_engine(bool tokens)
    {
        for (var seed = 1; seed <= Definitions * FuzzLength.Times; seed++)
        {
            var root = new Maker(new Random(seed)).Activity(depth: 0);
            var more = seed % 3 == 0 ? "'options': {'incidentStrategyType': 'ContinueWithIncidentsStrategy'}," : "";

            var result = RunWith(
                Events,
                root,
                $"{more} 'variables': [{{'id': 'V', 'name': 'V', 'typeName': 'Int32', 'value': '0'}}],",
                tokens);

            Assert.False(
                result.Events<FalloutRaised>().Any(raised => raised.Error.Code == ErrorCodes.InvariantBroken),
                $"Seed {seed}: {result.State.StateReason} {root}");
            Assert.False(
                result.WasStopped && !root.Contains("Elsa.Delay", StringComparison.Ordinal),
                $"Seed {seed} goes on for ever: {root}");
            Assert.NotEqual(0, result.State.Sequence);
        }
    }

    private sealed class Maker(Random random)
    {
        private int _last;

        public string Activity(int depth)
        {
            var id = $"a{++_last}";
            return random.Next(depth > 3 ? 9 : 24) switch
            {
                0 => Flow.Activity("End", id),
                1 => Flow.Activity(random.Next(4) == 0 ? "Complete" : "Break", id),
                2 => Flow.Activity("Delay", id, $"'timeSpan': '00:00:0{random.Next(3)}'"),
                3 => Flow.Activity(random.Next(3) == 0 ? "Fault" : "Start", id, "'message': 'no'"),
                4 => Flow.Activity("Event", id, "'eventName': 'e'"),
                5 => Flow.Activity("PublishEvent", id, "'eventName': 'e'"),
                6 => Flow.Activity("SetVariable", id, "'variable': {'id': 'V'}, 'value': " + random.Next(5)),
                7 or 8 => Line(id),
                9 or 10 => Sequence(Some(depth)),
                11 => Parallel(Some(depth)),
                12 => Flow.Activity("Fork", id, $"'joinMode': '{(random.Next(2) == 0 ? "WaitAny" : "WaitAll")}', 'branches': [{string.Join(", ", Some(depth))}]"),
                13 => Flow.Activity("For", id, $"'start': 0, 'end': {random.Next(3)}, 'body': {Activity(depth + 1)}"),
                14 => Flow.Activity("ForEach", id, $"'items': [1, 2], 'body': {Activity(depth + 1)}"),
                15 => Flow.Activity("ParallelForEach", id, $"'items': [1, 2], 'body': {Activity(depth + 1)}"),
                16 => Flow.Activity("If", id, $"'condition': {(random.Next(2) == 0 ? "true" : "false")}, 'then': "
                    + $"{Activity(depth + 1)}, 'else': {Activity(depth + 1)}"),
                17 => Flow.Activity("FlowNode", id, $"'body': {Activity(depth + 1)}"),
                18 => Flow.Activity("While", id, $"'condition': {Script($"getV() == {random.Next(5)}")}, 'body': "
                    + $"{Sequence(Activity(depth + 1), Count())}"),
                _ => Chart(depth),
            };
        }

        private string Count() =>
            $"{{'type': 'Elsa.SetVariable', 'id': 'a{++_last}', 'variable': {{'id': 'V'}}, 'value': {Script("getV() + 1")}}}";

        private string[] Some(int depth) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => Activity(depth + 1))];

        private string Chart(int depth)
        {
            string[] modes = ["WaitAny", "WaitAll", "WaitAllActive"];
            string[] merges = ["None", "Stream", "Merge", "Converge", "Cascade", "Race"];
            var nodes = Enumerable.Range(0, random.Next(2, 7)).Select(_ => random.Next(6) switch
            {
                0 => (Flow.Activity("FlowJoin", $"a{++_last}", $"'mode': '{modes[random.Next(3)]}'"), _last),
                1 => (Flow.Activity(
                    "FlowDecision", $"a{++_last}", "'condition': " + Script($"getV() < {random.Next(4)}")), _last),
                2 => (Flow.Activity("FlowNode", $"a{++_last}", $"'customProperties': {{'mergeMode': '{merges[random.Next(6)]}'}}"), _last),
                _ => (_last + 1) is var own && Activity(depth + 1) is var made ? (made, own) : default,
            }).ToArray();

            var edges = Enumerable.Range(0, nodes.Length * 2).Select(_ =>
            {
                var (from, to) = (random.Next(nodes.Length), random.Next(nodes.Length));
                var port = random.Next(5) switch { 0 => ".True", 1 => ".False", _ => "" };
                return from < to ? $"a{nodes[from].Item2}{port}-a{nodes[to].Item2}"
                    : random.Next(4) == 0 ? $"a{nodes[from].Item2}.True-a{nodes[to].Item2}"
                    : $"a{nodes[from].Item2}-nothing";
            });
            return Flow.Chart(string.Join(' ', edges), [.. nodes.Select(node => node.Item1)]);
        }
    }
}
