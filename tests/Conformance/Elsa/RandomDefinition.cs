using System.Text.Json.Nodes;

namespace Orchestrator.Tests.Conformance.Elsa;

/// <summary>Definitions as no person would write them: every activity within every other, most of them valid.</summary>
internal sealed class RandomDefinition(int seed)
{
    private const int DepthMax = 4;

    private static readonly string[] Scripts =
    [
        "getN() + 1", "getN() < 5", "getInput('X')", "[1, 2, 3]", "({ a: [1, { b: 2 }] })", "getCurrentValue()",
        "variables.N = getN() + 1", "setN(getN() * 2); getN() > 100", "nothing.at.all", "'text ' + getText()",
        "for (var i = 0; i < 9; i++) {}",
        "getLastResult()", "getOutputFrom('a1', 'Result')", "", "(", "return true",
        "getList().map(function (x) { return x; })",
    ];

    private static readonly string[] Templates =
        ["{{ Variables.N }}", "{% for a in Variables.List %}{{ a }}{% endfor %}", "{{ bad", "{% if Variables.N > 1 %}x", "plain"];

    private static readonly string[] Leaves =
    [
        "WriteLine", "WriteLine", "SetVariable", "SetVariable", "SetOutput", "SetName", "Correlate", "RunJavaScript",
        "Delay",
        "Timer", "Cron", "StartAt", "Event", "PublishEvent", "RunTask", "Fault", "Finish", "Complete", "Break", "Start",
        "End",
        "FlowDecision", "FlowSwitch", "FlowFork", "FlowJoin", "ExecuteWorkflow", "DispatchWorkflow",
        "BulkDispatchWorkflows",
        "NoSuchActivity",
    ];

    private static readonly string[] Containers =
    [
        "Sequence", "Sequence", "Flowchart", "Flowchart", "Flowchart", "If", "Switch", "While", "For", "ForEach",
        "ParallelForEach", "Parallel", "Fork", "FlowNode",
    ];

    private readonly Random _dice = new(seed);
    private int _count;

    /// <summary>The definition's JSON.</summary>
    public static string Make(int seed) => new RandomDefinition(seed).Whole().ToJsonString();

    private JsonObject Whole() => Spoil(new JsonObject
    {
        ["definitionId"] = "random",
        ["name"] = "Random",
        ["version"] = 1,
        ["variables"] = new JsonArray(
            Variable("N", "Int32", "0"), Variable("Text", "String", "t"), Variable("List", "Object", "[1,2]")),
        ["outputs"] = new JsonArray(new JsonObject { ["name"] = "Out", ["type"] = "Object" }),
        ["options"] = _dice.Next(4) == 0
            ? new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" }
            : new JsonObject(),
        ["root"] = Container(0),
    });

    private JsonObject Activity(int depth) =>
        depth >= DepthMax || _dice.Next(5) < 3 ? Leaf() : Container(depth + 1);

    private JsonObject Leaf()
    {
        var leaf = Named(Pick(Leaves));
        leaf["variable"] = Variable(
            Pick("N", "Text", "List", "Missing"), Pick("Int32", "String", "Object", "Odd"), null);
        leaf["timeSpan"] = Pick<JsonNode?>("00:00:01", "1.00:00:00", "soon", Expression());
        leaf["interval"] = "00:01:00";
        leaf["cronExpression"] = Pick("0 0 12 * * *", "never");
        leaf["dateTime"] = Pick("2100-01-01T00:00:00Z", "2000-01-01T00:00:00Z", "?");
        leaf["eventName"] = Pick("A", "B");
        leaf["workflowDefinitionId"] = Pick("random", "none");
        leaf["waitForCompletion"] = _dice.Next(2) == 0;
        leaf["mode"] = Pick("WaitAll", "WaitAny", "WaitAllActive", "MatchAny", "Odd");
        leaf["branches"] = new JsonArray("Done", "Other");
        leaf["cases"] = Cases(activities: false, 0);
        foreach (var name in new[] { "text", "value", "condition", "script", "outputValue", "outcomes", "message", "items", "payload", "correlationId" })
            leaf[name] = Expression();
        leaf["outputName"] = Pick("Out", "Other");
        leaf["result"] =
            new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = Pick("v-N", "v-List", "Out", "gone") } };
        return leaf;
    }

    private JsonObject Container(int depth)
    {
        var type = Pick(Containers);
        var container = Named(type);
        switch (type)
        {
            case "Flowchart":
                Connect(container, Several(depth));
                break;
            case "If":
                container["condition"] = Expression();
                container["then"] = Activity(depth);
                container["else"] = Activity(depth);
                break;
            case "Switch":
                container["cases"] = Cases(activities: true, depth);
                container["default"] = Activity(depth);
                container["mode"] = Pick("MatchFirst", "MatchAny");
                break;
            case "While" or "For" or "ForEach" or "ParallelForEach" or "FlowNode":
                container["condition"] = Expression();
                container["items"] = Expression();
                container["start"] = _dice.Next(-2, 3);
                container["end"] = _dice.Next(-2, 5);
                container["step"] = _dice.Next(-1, 3);
                if (_dice.Next(8) > 0)
                    container["body"] = Activity(depth);
                break;
            default:
                container[type == "Fork" ? "branches" : "activities"] = new JsonArray([.. Several(depth)]);
                container["joinMode"] = Pick("WaitAll", "WaitAny");
                break;
        }

        return container;
    }

    private List<JsonObject> Several(int depth) =>
        [.. Enumerable.Range(0, _dice.Next(1, 5)).Select(_ => Activity(depth))];

    /// <summary>
    /// Any activity with any other, itself among them: loops, dead ends and ends that nothing leads to.
    /// </summary>
    private void Connect(JsonObject chart, List<JsonObject> activities)
    {
        var connections = new JsonArray();
        for (var left = _dice.Next(0, activities.Count * 2); left > 0; left--)
        {
            connections.Add(new JsonObject
            {
                ["source"] = new JsonObject
                {
                    ["activity"] = (string)Pick([.. activities])["id"]!,
                    ["port"] = Pick("Done", "Done", "Done", "True", "False", "Default", "One", "Other", null),
                },
                ["target"] = new JsonObject { ["activity"] = (string)Pick([.. activities])["id"]! },
            });
        }

        foreach (var activity in activities.Where(_ => _dice.Next(4) == 0))
        {
            activity["customProperties"] = new JsonObject
            {
                ["mergeMode"] = Pick("Stream", "Merge", "Converge", "Cascade", "Race", "Odd"),
                ["canStartWorkflow"] = _dice.Next(4) == 0,
            };
        }

        chart["activities"] = new JsonArray([.. activities]);
        chart["connections"] = connections;
    }

    private JsonArray Cases(bool activities, int depth) => new([.. new[] { "One", "Two" }.Select(label =>
    {
        var one = new JsonObject { ["label"] = label, ["condition"] = Script() };
        if (activities)
            one["activity"] = Activity(depth);
        return one;
    })]);

    private JsonNode? Expression() => _dice.Next(6) switch
    {
        0 => _dice.Next(-3, 10),
        1 => Pick<JsonNode?>("text", true, null, new JsonArray(1, "two"), new JsonObject()),
        2 => Wrapped("Liquid", Pick(Templates)),
        3 => Wrapped("Object", Pick("[1,2,{\"a\":3}]", "{\"a\":1}", "{")),
        _ => new JsonObject { ["typeName"] = Pick("String", "Object", "Boolean", "Int32"), ["expression"] = Script() },
    };

    private JsonObject Script() => new() { ["type"] = "JavaScript", ["value"] = Pick(Scripts) };

    private static JsonObject Wrapped(string type, string value) => new()
    {
        ["typeName"] = "Object",
        ["expression"] = new JsonObject { ["type"] = type, ["value"] = value },
    };

    private JsonObject Named(string type) => new() { ["id"] = $"a{++_count}", ["type"] = "Elsa." + type };

    private static JsonObject Variable(string name, string type, string? value) => new()
    {
        ["id"] = "v-" + name,
        ["name"] = name,
        ["typeName"] = type,
        ["value"] = value,
    };

    /// <summary>In one of three, something is taken away or is another thing: nearly valid.</summary>
    private JsonObject Spoil(JsonObject whole)
    {
        if (_dice.Next(3) > 0)
            return whole;

        var objects = Within(whole).ToList();
        for (var left = _dice.Next(1, 4); left > 0; left--)
        {
            var one = Pick([.. objects]);
            if (one.Count == 0)
                continue;

            var name = Pick([.. one.Select(member => member.Key)]);
            one[name] = Pick<JsonNode?>(
                null, 7, "odd", new JsonArray(), new JsonObject(), new JsonArray(new JsonObject()));
        }

        return whole;
    }

    private static IEnumerable<JsonObject> Within(JsonNode? node) => node switch
    {
        JsonObject it => it.SelectMany(member => Within(member.Value)).Prepend(it),
        JsonArray it => it.SelectMany(Within),
        _ => [],
    };

    private T Pick<T>(params T[] some) => some[_dice.Next(some.Length)];
}
