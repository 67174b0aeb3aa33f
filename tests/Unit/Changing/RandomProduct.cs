using System.Text.Json.Nodes;
using static Orchestrator.Tests.Unit.Changing.ThingSteps;

namespace Orchestrator.Tests.Unit.Changing;

/// <summary>
/// A provisioning by dice: things of all kinds, one after the other or side by side, some only where the order says so,
/// some in a loop; now and then with a point of no return, or with steps whose failure does not matter.
/// </summary>
internal sealed class RandomProduct(Random dice)
{
    private readonly bool _hasOwnIds = dice.Next(2) == 0;
    private readonly bool _fallsOut = dice.Next(4) == 0;
    private readonly string _point = dice.Next(8) switch { 0 => "hard", 1 or 2 => "soft", _ => "none" };
    private int _ids;

    public string Write(string id)
    {
        var parts = Parts().OrderBy(_ => dice.Next()).ToArray();
        var root = dice.Next(4) == 0 && parts.Length > 1
            ? Sequence("all", Parallel([.. parts.Skip(1)]), parts[0])
            : Sequence("all", parts);
        SetPoint(root);
        return Provisioning(id, root);
    }

    private IEnumerable<JsonNode> Parts()
    {
        foreach (var number in Some(1, 2, 3))
            yield return Perhaps(Make("link", $"l{number}", $$"""{ "link": "l{{number}}", "text": {{Text()}} }"""));
        foreach (var number in Some(1, 2))
            yield return Perhaps(Sequence(Id("plugged", $"{number}"), [.. Plug(number)]));
        foreach (var number in Some(1, 2))
            yield return Sequence(Id("slotted", $"{number}"), [.. Slot(number)]);
        foreach (var number in Some(1, 2))
            yield return Make("badge", $"{number}", $$"""{ "text": "b{{dice.Next(3)}}" }""");
        if (dice.Next(3) == 0)
            yield return Make("stone", "1", $$"""{ "stone": "st{{dice.Next(1, 3)}}", "text": {{Text()}} }""");
        if (dice.Next(3) == 0)
            yield return Loop();
        if (dice.Next(2) == 0)
            yield return Step(
                Id("note", ""), "note", $$"""{ "text": {{Text()}} }""",
                dice.Next(2) == 0
                    ? """{ "compensation": "none", "onFailure": "continue" }"""
                    : """{ "compensation": "none" }""");
    }

    private IEnumerable<JsonNode> Plug(int number)
    {
        yield return Make("plug", $"{number}", $$"""{ "plug": "p{{number}}", "text": {{Text()}} }""");
        foreach (var rider in Some(1, 2))
            yield return Make(
                "rider", $"{number}-{rider}", $$"""{ "plug": "p{{number}}", "rider": "r{{rider}}", "text": {{Text()}} }""");
    }

    private IEnumerable<JsonNode> Slot(int number)
    {
        var slot = Make("slot", $"{number}", $$"""{ "text": "size {{dice.Next(2)}}" }""");
        yield return slot;
        if (dice.Next(2) == 0)
            yield return Make(
                "beam",
                $"{number}",
                $$"""{ "slot": {{Script($"getOutputFrom('{slot["id"]}').slot")}}, "text": {{Text()}} }""");
    }

    private JsonObject Loop() => new()
    {
        ["id"] = Id("each", ""),
        ["type"] = "Elsa.ForEach",
        ["items"] = JsonNode.Parse("""{ "typeName": "Object", "expression": { "type": "Input", "value": { "name": "links" } } }"""),
        ["body"] = Make("link", "loop", $$"""{ "link": {{Script("'loop-' + getCurrentValue()")}}, "text": "looped" }"""),
    };

    private JsonObject Perhaps(JsonObject part) => dice.Next(5) > 0 ? part : new JsonObject
    {
        ["id"] = Id("fancy", ""),
        ["type"] = "Elsa.If",
        ["condition"] = JsonNode.Parse(
            """{ "typeName": "Boolean", "expression": { "type": "Input", "value": { "name": "fancy" } } }"""),
        ["then"] = part,
    };

    private JsonObject Parallel(JsonNode[] parts) => new()
    {
        ["id"] = Id("beside", ""),
        ["type"] = "Elsa.Parallel",
        ["activities"] = new JsonArray(parts),
    };

    private JsonObject Make(string kind, string name, string input) => Step(
        Id(kind, name), kind, input, _fallsOut ? """{ "onFailure": "fallOut" }""" : "{}");

    private string Text() => dice.Next(3) == 0 ? Script("'rate ' + getInput('rate')") : $"\"t{dice.Next(3)}\"";

    private IEnumerable<int> Some(params int[] of) => of.Where(_ => dice.Next(2) == 0);

    private string Id(string kind, string name) => _hasOwnIds ? $"s{++_ids}" : $"{kind}-{name}-{++_ids}";

    /// <summary>Some step is a point of no return; only a loop's turns cannot say which of them it is.</summary>
    private void SetPoint(JsonObject root)
    {
        var steps = Steps(root).ToArray();
        if (steps.Length > 0 && _point != "none")
            steps[dice.Next(steps.Length)]["pointOfNoReturn"] = _point;
        if (_point == "hard")
        {
            foreach (var step in steps.Where(step => step["onFailure"] is null))
                step["onFailure"] = "fallOut";
        }
    }

    private static IEnumerable<JsonObject> Steps(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(Steps),
        JsonObject one when (string?)one["type"] == "Orchestrator.Step" => [one],
        JsonObject one when (string?)one["type"] == "Elsa.ForEach" => [],
        JsonObject one => one.SelectMany(member => Steps(member.Value)),
        _ => [],
    };
}
