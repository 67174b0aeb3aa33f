namespace Orchestrator.Bench.Reading;

/// <summary>
/// Definitions of many steps, in the shapes that cost most to check: each step but the first reads what another one
/// gave.
/// </summary>
public static class LargeDefinitions
{
    /// <summary>Levels of If around the innermost steps; JSON may have 64, and each is one.</summary>
    private const int Depth = 50;

    public static IReadOnlyList<(string Shape, Func<int, string> Write)> All { get; } =
    [
        ("sequence", steps => Document(Container("Elsa.Sequence", Steps(steps, number => number - 1)))),
        ("wide parallel", steps => Document(Container("Elsa.Sequence", [Step(0), Container("Elsa.Parallel", Steps(steps, _ => 0).Skip(1)), Step(steps, steps / 2)]))),
        ("wide flowchart", WideFlowchart),
        ("deep nesting", steps => Document(Container("Elsa.Sequence", [Step(0), .. Nested(steps)]))),
    ];

    private static string WideFlowchart(int steps)
    {
        var ends = Enumerable.Range(1, steps - 2);
        var connections = ends.Select(number => Connection(0, number, "Done"))
            .Concat(ends.Select(number => Connection(number, steps - 1, "Done")))
            .Concat(ends.Where(number => number % 10 == 0).Select(number => Connection(number, 0, "Failed")));
        var activities = Steps(steps - 1, _ => 0).Append(Step(steps - 1, (steps / 2) + 1));
        return Document(
            Container("Elsa.Flowchart", activities, $", \"connections\": [{string.Join(",\n", connections)}]"));
    }

    /// <summary>Towers of If, each with a step at every level's other side.</summary>
    private static IEnumerable<string> Nested(int steps)
    {
        for (var first = 1; first < steps; first += Depth)
        {
            var tower = Step(first, 0);
            for (var number = first + 1; number < Math.Min(first + Depth, steps); number++)
                tower = $$"""{ "type": "Elsa.If", "condition": true, "then": {{tower}}, "else": {{Step(number, 0)}} }""";
            yield return tower;
        }
    }

    private static IEnumerable<string> Steps(int count, Func<int, int> reads) =>
        Enumerable.Range(0, count).Select(number => number == 0 ? Step(0) : Step(number, reads(number)));

    private static string Step(int number, int? reads = null)
    {
        var input = reads is { } other
            ? $$$"""{ "other": { "expression": { "type": "JavaScript", "value": "getOutputFrom('step-{{{other}}}', 'reference')" } } }"""
            : "{}";
        return $$"""{ "type": "Orchestrator.Step", "id": "step-{{number}}", "adapter": "instant", "operation": "do", "input": {{input}} }""";
    }

    private static string Connection(int source, int target, string port) =>
        $$"""{ "source": { "activity": "step-{{source}}", "port": "{{port}}" }, "target": { "activity": "step-{{target}}" } }""";

    private static string Container(string type, IEnumerable<string> activities, string more = "") =>
        $$"""{ "type": "{{type}}", "activities": [{{string.Join(",\n", activities)}}]{{more}} }""";

    private static string Document(string root) => $$"""{ "definitionId": "large", "root": {{root}} }""";
}
