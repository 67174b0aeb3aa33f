using System.Text.Json.Nodes;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Generating;

/// <summary>
/// Calls as activities. Their values are no part of it: they come with the activation. Calls of one kind, one after the
/// other, are a loop, so that it is the same for three of them as for three hundred.
/// </summary>
public sealed class GeneratedSteps
{
    private readonly HashSet<string> _ids;
    private readonly List<(string Name, Value Value)> _calls = [];

    /// <param name="taken">Ids that other activities of the definition have.</param>
    public GeneratedSteps(IEnumerable<string> taken) => _ids = taken.ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The values of all calls that were written: what the activation's input has.</summary>
    public Value Calls => Value.Object([.. _calls]);

    /// <summary>An id that nothing else has.</summary>
    public string FreeId(string wanted)
    {
        var plain = new string(
            [.. wanted.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '-')]);
        plain = plain.Length > LengthMax ? plain[..LengthMax] : plain;
        var free = plain;
        for (var number = 2; !_ids.Add(free); number++)
            free = $"{plain}-{number}";
        return free;
    }

    public JsonNode[] Write(IReadOnlyList<GeneratedCall> calls)
    {
        var written = new List<JsonNode>();
        for (var index = 0; index < calls.Count;)
        {
            var alike = calls.Skip(index).TakeWhile(call => call.IsLike(calls[index])).ToArray();
            written.Add(alike.Length > 1 || alike[0].IsOfLoop ? Loop(alike) : Single(alike[0]));
            index += alike.Length;
        }

        return [.. written];
    }

    private const int LengthMax = 100;

    private JsonObject Single(GeneratedCall call)
    {
        var id = FreeId(call.Name);
        _calls.Add((id, ValuesOf(call)));
        return Step(id, call, $"getInput('{ServiceRecordInput.Name}').{ServiceRecordInput.Calls}['{id}']");
    }

    private JsonObject Loop(GeneratedCall[] calls)
    {
        var id = FreeId(calls[0].Name);
        var each = FreeId($"each-{calls[0].Name}");
        _calls.Add((id, Value.Array(calls.Select(ValuesOf))));
        return new JsonObject
        {
            ["id"] = each,
            ["type"] = "Elsa.ForEach",
            ["items"] = Script("Object", $"getInput('{ServiceRecordInput.Name}').{ServiceRecordInput.Calls}['{id}']"),
            ["body"] = Step(id, calls[0], "getCurrentValue()"),
            ["metadata"] = new JsonObject { ["displayText"] = $"{calls[0].Title}, each" },
        };
    }

    private static JsonObject Step(string id, GeneratedCall call, string values)
    {
        var step = new JsonObject
        {
            ["id"] = id,
            ["type"] = "Orchestrator.Step",
            ["adapter"] = call.Adapter,
            ["operation"] = call.Operation,
            ["input"] = Script("Object", $"{values}.input"),
        };
        if (call.Undoes is not null)
            step["undoes"] = Script("String", $"{values}.undoes");
        if (call.Lane is not null)
            step["lane"] = Script("String", $"{values}.lane");
        if (!call.IsReversible)
            step["compensation"] = "none";
        if (call.IsHardPoint)
            step["pointOfNoReturn"] = "hard";
        var fallsOut = call.OnFailure == OnFailure.FallOut;
        step["onFailure"] = fallsOut ? "fallOut" : "rollBack";
        step["retry"] = Retry(isPatient: fallsOut);
        step["metadata"] = new JsonObject { ["displayText"] = call.Title };
        return step;
    }

    private static JsonObject Retry(bool isPatient) => isPatient
        ? new()
        {
            ["attempts"] = 1_000_000,
            ["firstDelay"] = $"{RetryPolicy.Compensation.FirstDelay:c}",
            ["factor"] = RetryPolicy.Compensation.Factor,
            ["delayMax"] = $"{RetryPolicy.Compensation.DelayMax:c}",
            ["totalTime"] = $"{RetryPolicy.Compensation.TotalTime!.Value:c}",
        }
        : new() { ["attempts"] = 6, ["firstDelay"] = "00:00:01", ["factor"] = 2, ["delayMax"] = "00:00:30" };

    private static Value ValuesOf(GeneratedCall call) => Value.Object(
        [
            ("input", call.Input),
            .. Given("undoes", call.Undoes),
            .. Given("lane", call.Lane),
        ]);

    private static (string, Value)[] Given(string name, string? value) => value is null ? [] : [(name, value)];

    internal static JsonObject Script(string type, string script) => new()
    {
        ["typeName"] = type,
        ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = script },
    };
}
