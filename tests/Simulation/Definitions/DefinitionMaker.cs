using System.Globalization;

namespace Orchestrator.Tests.Simulation.Definitions;

/// <summary>
/// Makes definitions up: steps of every kind in branches, loops, flowcharts and side by side, with waits between them.
/// Every one that is made can come to an end.
/// </summary>
internal sealed class DefinitionMaker(Dice dice, IReadOnlyList<string> children, bool isTriggered)
{
    private const int DepthMax = 3;

    private readonly Dictionary<string, StepFacts> _steps = [];
    private readonly List<string> _variables = [];
    private int _activities;
    private int _loops;

    /// <summary>Whether what is made now runs for several items at the same time.</summary>
    private bool _isSideBySide;

    /// <summary>Whether anything of it runs at the same time as something else.</summary>
    private bool _hasBranches;

    public MadeUpDefinition Make(string id)
    {
        var root = isTriggered ? Begun() : dice.Chance(0.7) ? Sequence(0) : Chart(0);
        var variables = string.Join(",", _variables);
        var due = dice.Of("continue", "rollBack", "fallOut");
        var json = $$"""
            {"definitionId":"{{id}}","name":"{{id}}","customProperties":{"onDueTime":"{{due}}"},"variables":[{{variables}}],
            "inputs":[{"name":"coin","type":"Int32"}],"root":{{root}}}
            """;
        return new(id, json, _steps, _hasBranches);
    }

    private string Activity(int depth)
    {
        if (depth >= DepthMax || dice.Chance(0.5))
            return Leaf();

        return dice.Below(8) switch
        {
            0 => Sequence(depth + 1),
            1 or 2 => Container("Elsa.Parallel", depth + 1, dice.Between(2, 3)),
            3 => Branch(depth + 1),
            4 => While(depth + 1),
            5 => Each(dice.Of("Elsa.ForEach", "Elsa.ParallelForEach"), depth + 1),
            _ => Chart(depth + 1),
        };
    }

    /// <summary>What something starts: a time, an event, or the event that others publish too.</summary>
    private string Begun()
    {
        const string Starts = "\"customProperties\":{\"canStartWorkflow\":true}";
        var first = dice.Below(2) == 0
            ? Simple("Elsa.Timer", $"\"interval\":\"00:0{dice.Of("0:50", "1:30", "2:00")}\",{Starts}")
            : Simple("Elsa.Event", $"\"eventName\":\"{dice.Of("storm", "storm", "sun")}\",{Starts}");
        return $$"""{"id":"{{NewId()}}","type":"Elsa.Sequence","activities":[{{first}},{{Activity(1)}},{{Activity(1)}}]}""";
    }

    private string Publish() => Simple(
        "Elsa.PublishEvent",
        $"\"eventName\":\"{dice.Of("sun", "rain", "storm")}\",\"isLocalEvent\":{(dice.Chance(0.1) ? "true" : "false")}");

    private string Leaf() => dice.Below(20) switch
    {
        0 or 1 => Simple("Elsa.Delay", $"\"timeSpan\":\"00:0{dice.Of("0:07", "0:45", "3:00", "6:30")}\""),
        2 => Simple("Elsa.Event", $"\"eventName\":\"{dice.Of("sun", "rain")}\""),
        7 when !isTriggered && dice.Chance(0.6) => Publish(),
        3 when children.Count > 0 => Child(),
        4 when dice.Chance(0.3) => Simple("Elsa.Fault", "\"code\":\"MADE_UP\",\"message\":\"The author wants it so.\""),
        5 when dice.Chance(0.3) => Simple("Elsa.Finish", "\"customProperties\":{}"),
        6 => Simple("Elsa.WriteLine", "\"text\":\"on the way\""),
        _ => Step(),
    };

    private string Sequence(int depth) => Container("Elsa.Sequence", depth, dice.Between(2, depth == 0 ? 5 : 3));

    private string Container(string type, int depth, int count)
    {
        _hasBranches |= type == "Elsa.Parallel";
        var id = NewId();
        var activities = string.Join(",", Enumerable.Range(0, count).Select(_ => Activity(depth)).ToArray());
        return $$"""{"id":"{{id}}","type":"{{type}}","activities":[{{activities}}]}""";
    }

    private string Branch(int depth)
    {
        var id = NewId();
        var otherwise = dice.Chance(0.6) ? ",\"else\":" + Activity(depth) : "";
        return $$"""{"id":"{{id}}","type":"Elsa.If","condition":{{Coin()}},"then":{{Activity(depth)}}{{otherwise}} }""";
    }

    /// <summary>
    /// Items side by side count for themselves, each in a sequence that has the counter: with one counter for all, it
    /// would be chance how often each of them goes round.
    /// </summary>
    private string While(int depth)
    {
        var isOwn = _isSideBySide;
        var scope = isOwn ? NewId() : "";
        var (id, set, body, variable) = (NewId(), NewId(), NewId(), $"v{_loops++}");
        var declaration = $$"""{"id":"{{variable}}","name":"{{variable}}","typeName":"Int32","value":"0"}""";
        var condition = Script("Boolean", $"variables.{variable} < {dice.Between(1, 3)}");
        var next = Script("Int32", $"variables.{variable} + 1");
        var loop = $$"""
            {"id":"{{id}}","type":"Elsa.While","condition":{{condition}},"body":{"id":"{{body}}","type":"Elsa.Sequence","activities":[
            {"id":"{{set}}","type":"Elsa.SetVariable","variable":{"id":"{{variable}}","name":"{{variable}}"},"value":{{next}}},{{Activity(depth)}}]} }
            """;
        if (isOwn)
            return $$"""{"id":"{{scope}}","type":"Elsa.Sequence","variables":[{{declaration}}],"activities":[{{loop}}]}""";

        _variables.Add(declaration);
        return loop;
    }

    private string Each(string type, int depth)
    {
        var items = string.Join(",", Enumerable.Range(0, dice.Between(1, 3)).Select(item => $"\"item-{item}\""));
        var (id, before) = (NewId(), _isSideBySide);
        _isSideBySide |= type == "Elsa.ParallelForEach";
        _hasBranches |= type == "Elsa.ParallelForEach";
        var body = Activity(depth);
        _isSideBySide = before;
        return $$"""{"id":"{{id}}","type":"{{type}}","items":[{{items}}],"body":{{body}} }""";
    }

    /// <summary>A chain, whose second activity may have a twin beside it, and whose steps may go on where they fail.
    /// </summary>
    private string Chart(int depth)
    {
        var id = NewId();
        var first = Chained(depth);
        var (left, right, last) = (Chained(depth), Chained(depth), Chained(depth));
        var edges = new List<string> { Edge(first.Id, left.Id), Edge(left.Id, last.Id) };
        var activities = new List<string> { first.Json, left.Json, last.Json };
        if (dice.Chance(0.6))
        {
            _hasBranches = true;
            activities.Add(right.Json);
            edges.Add(Edge(first.Id, right.Id));
            edges.Add(Edge(right.Id, last.Id));
        }

        if (_steps.ContainsKey(left.Id) && dice.Chance(0.5))
        {
            var instead = Chained(DepthMax);
            activities.Add(instead.Json);
            edges.Add(Edge(left.Id, instead.Id, "Failed"));
        }

        return $$"""
            {"id":"{{id}}","type":"Elsa.Flowchart","start":"{{first.Id}}","activities":[{{string.Join(",", activities)}}],"connections":[{{string.Join(",", edges)}}]}
            """;
    }

    private (string Id, string Json) Chained(int depth)
    {
        var id = "a" + _activities.ToString(CultureInfo.InvariantCulture);
        return (id, Activity(depth + 1));
    }

    private static string Edge(string from, string to, string port = "Done") =>
        $$"""{"source":{"activity":"{{from}}","port":"{{port}}"},"target":{"activity":"{{to}}"} }""";

    private string Child()
    {
        var type = dice.Of("Elsa.ExecuteWorkflow", "Elsa.DispatchWorkflow");
        var waits = dice.Chance(0.7) ? "true" : "false";
        return Simple(type, $$"""
            "workflowDefinitionId":"{{children[dice.Below(children.Count)]}}@1","input":{"coin":3},"waitForCompletion":{{waits}},"onFailure":"{{OnFailure()}}"
            """);
    }

    private string Step()
    {
        var id = NewId();
        var operation = dice.Of("make", "make", "make", "make", "build", "send", "shout", "look");
        var known = SimulatedCatalog.Find(operation);
        var undo = known.Inverse;
        var compensation = "";
        var lane = dice.Chance(0.3) ? dice.Of("north", "south") : null;
        if (undo is not null && dice.Chance(0.15))
            (undo, compensation) = (null, ",\"compensation\":\"none\"");
        else if (undo is not null && dice.Chance(0.3))
            compensation = $$""","compensation":{"operation":"{{undo}}","input":{"explicit":true,"lane":"{{lane}}"} }""";

        var point = dice.Below(20) switch { 0 => "hard", 1 => "soft", _ => "none" };
        var inLane = lane is null ? "" : $$""","lane":"{{lane}}" """;
        _steps.Add(id, new(operation, undo, point));
        return $$"""
            {"id":"{{id}}","type":"Orchestrator.Step","adapter":"outside","operation":"{{operation}}","input":{"lane":"{{lane}}"},
            "timeout":"00:00:{{dice.Of("05", "10", "20")}}","pointOfNoReturn":"{{point}}","onFailure":"{{OnFailure()}}",
            "retry":{"attempts":{{dice.Between(2, 6)}},"firstDelay":"00:00:01","factor":3}{{inLane}}{{compensation}} }
            """;
    }

    private string OnFailure() => dice.Of("rollBack", "rollBack", "fallOut", "continue");

    private string Simple(string type, string members) => $$"""{"id":"{{NewId()}}","type":"{{type}}",{{members}} }""";

    private string Coin() => Script("Boolean", $"getInput('coin') > {dice.Below(6)}");

    private static string Script(string type, string text) =>
        $$"""{"typeName":"{{type}}","expression":{"type":"JavaScript","value":"{{text}}"} }""";

    private string NewId() => "a" + _activities++.ToString(CultureInfo.InvariantCulture);
}
