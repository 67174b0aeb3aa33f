using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Engine.Auditing;
using Orchestrator.Server.Grpc.Conversion;

namespace Orchestrator.Server.Grpc.Audits;

/// <summary>
/// Writes a workflow of calls, one after the other, whose inputs are the order's: so that the same calls are the same
/// workflow, whatever they are about.
/// </summary>
internal static class FixDefinition
{
    /// <summary>Whose the activation is where nobody knows.</summary>
    private const string Nobody = "unknown";

    /// <summary>The input that has the key of the call that is undone; no operation has a field of this name.</summary>
    private const string Undoes = "undoneCall";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="summary">In plain words.</param>
    /// <param name="verb">What it does, for its name.</param>
    public static ProposedFix Make(
        string summary, string verb, Finding finding, ServiceEntry? service, IReadOnlyList<FixCall> calls)
    {
        var inputs = new JsonArray();
        var steps = new JsonArray();
        var values = new List<(string, Value)>();
        for (var index = 0; index < calls.Count; index++)
        {
            foreach (var (name, value) in calls[index].Input.Members)
            {
                var input = Input(name, index);
                inputs.Add((JsonNode)new JsonObject { ["name"] = input, ["type"] = TypeOf(value), ["required"] = true });
                values.Add((input, value));
            }

            var step = new JsonObject
            {
                ["id"] = calls[index].Operation,
                ["type"] = "Orchestrator.Step",
                ["adapter"] = calls[index].Adapter,
                ["operation"] = calls[index].Operation,
                ["input"] = Given(calls[index], index),
                ["onFailure"] = "fallOut",
            };
            if (CompensationOf(calls, index) is { } compensation)
                step["compensation"] = compensation;
            if (calls[index].Undoes is { } key)
            {
                var input = Input(Undoes, index);
                inputs.Add((JsonNode)new JsonObject { ["name"] = input, ["type"] = "String", ["required"] = true });
                step["undoes"] = InputOf(input, "String");
                values.Add((input, key));
            }

            steps.Add((JsonNode)step);
        }

        var names = string.Join("-", calls.Select(static call => call.Operation).Distinct());
        var id = Id($"{verb}-{finding.Adapter}-{names}");
        var definition = new JsonObject
        {
            ["definitionId"] = id,
            ["name"] = id,
            ["description"] = $"{summary} Made for a finding of an audit.",
            ["inputs"] = inputs,
            ["root"] = new JsonObject { ["id"] = "all", ["type"] = "Elsa.Sequence", ["activities"] = steps },
        };
        return new ProposedFix(summary)
        {
            Definition = definition.ToJsonString(Indented),
            Request = new V1.StartActivationRequest
            {
                Action = V1.Action.Custom,
                Customer = Customer(finding, service),
                Service = service is null ? "" : $"services/{service.Id}",
                Workflow = $"workflows/{id}",
                Input = StructConversion.ToStruct(Value.Object(values.ToArray().AsSpan())),
            },
        };
    }

    /// <summary>
    /// What is made for a service is undone like anything else that is: by a rollback, and when the service ends. Null
    /// where the adapter's inverse does that.
    /// </summary>
    private static JsonNode? CompensationOf(IReadOnlyList<FixCall> calls, int index)
    {
        if (calls[index].UndoneBy is not { } other)
            return calls[index].HasInverse ? null : JsonValue.Create("none");

        var place = calls.TakeWhile(call => call.Operation != other.Operation).Count();
        return new JsonObject { ["operation"] = other.Operation, ["input"] = Given(calls[place], place) };
    }

    private static JsonObject Given(FixCall call, int index)
    {
        var given = new JsonObject();
        foreach (var (name, value) in call.Input.Members)
            given[name] = InputOf(Input(name, index), TypeOf(value));

        return given;
    }

    private static string Input(string name, int index) => index == 0 ? name : $"{name}{index + 1}";

    private static JsonObject InputOf(string name, string type) => new()
    {
        ["typeName"] = type,
        ["expression"] = new JsonObject
        {
            ["type"] = "Input",
            ["value"] = new JsonObject { ["name"] = name },
        },
    };

    private static string Customer(Finding finding, ServiceEntry? service)
    {
        if (service is not null)
            return service.Customer;
        if (finding.Customer.Length > 0)
            return finding.Customer;

        return finding.Evidence.Select(static one => one.Facts.GetValueOrDefault("customer"))
            .FirstOrDefault(static one => !string.IsNullOrWhiteSpace(one)) ?? Nobody;
    }

    private static string Id(string text) => string.Concat(text.Select(
        static one => char.IsAsciiLetterOrDigit(one) || one is '-' or '.' or '_' ? one : '-'))[..Math.Min(text.Length, 100)];

    private static string TypeOf(Value value) => value.Kind switch
    {
        ValueKind.String => "String",
        ValueKind.Boolean => "Boolean",
        ValueKind.Number when value.AsNumber == Math.Floor(value.AsNumber) && Math.Abs(value.AsNumber) < int.MaxValue =>
            "Int32",
        ValueKind.Number => "Double",
        _ => "Object",
    };
}
