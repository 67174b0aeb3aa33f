using System.Text.Json.Nodes;

namespace Orchestrator.Tests.Unit.Products;

/// <summary>A provisioning of steps in sequences, branches, loops and side by side, by a seed.</summary>
internal sealed class RandomProvisioning(int seed)
{
    private readonly Random _dice = new(seed);
    private int _ids;
    private int _inputs;

    public string Write()
    {
        var root = Chain(depth: 3);
        return new JsonObject
        {
            ["definitionId"] = "random",
            ["inputs"] = new JsonArray(
                [.. Enumerable.Range(1, _inputs).Select(number => (JsonNode)new JsonObject
                {
                    ["name"] = $"in{number}",
                    ["type"] = "Object",
                })]),
            ["root"] = root,
        }.ToJsonString();
    }

    private JsonObject Any(int depth) => depth == 0
        ? Step()
        : _dice.Next(6) switch
        {
            0 => Chain(depth - 1),
            1 => Made("Elsa.Parallel", ("activities", List(depth - 1))),
            2 => Choice(depth - 1),
            3 => Made(
                _dice.Next(2) == 0 ? "Elsa.ForEach" : "Elsa.ParallelForEach",
                ("items", Input("Object")),
                ("body", Any(depth - 1))),
            _ => Step(),
        };

    private JsonObject Chain(int depth) => Made("Elsa.Sequence", ("activities", List(depth)));

    private JsonArray List(int depth) => new([.. Enumerable.Range(0, _dice.Next(1, 4)).Select(_ => (JsonNode)Any(depth))]);

    private JsonObject Choice(int depth)
    {
        var choice = Made("Elsa.If", ("condition", Input("Boolean")), ("then", Any(depth)));
        if (_dice.Next(2) == 0)
            choice["else"] = Any(depth);
        return choice;
    }

    /// <summary>Of few operations, so that the same is often taken several times; each with an input of its own.</summary>
    private JsonObject Step()
    {
        var step = Made("Orchestrator.Step", ("adapter", _dice.Next(2) == 0 ? "a" : "b"), ("operation", $"take{_dice.Next(4)}"));
        step["input"] = new JsonObject { ["what"] = Input("Object") };
        return step;
    }

    private JsonObject Input(string type) => new()
    {
        ["typeName"] = type,
        ["expression"] = new JsonObject
        {
            ["type"] = "Input",
            ["value"] = new JsonObject { ["name"] = $"in{++_inputs}" },
        },
    };

    private JsonObject Made(string type, params (string Name, JsonNode Value)[] members)
    {
        var made = new JsonObject { ["id"] = $"n{++_ids}", ["type"] = type };
        foreach (var (name, value) in members)
            made[name] = value;
        return made;
    }
}
