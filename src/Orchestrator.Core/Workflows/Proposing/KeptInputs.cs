using System.Text.Json.Nodes;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Proposing;

/// <summary>What a service keeps of its provisioning, and what of it the proposal reads.</summary>
/// <param name="source">The provisioning's definition.</param>
/// <param name="plan">The same as a plan.</param>
internal sealed class KeptInputs(JsonObject source, WorkflowPlan plan)
{
    private readonly SortedDictionary<string, JsonObject> _read = new(StringComparer.Ordinal);

    /// <summary>What could not be known, a sentence each.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>What is put out, by what: an output that one activity alone sets.</summary>
    public IReadOnlyDictionary<string, Expression> Outputs { get; } = plan.Activities.OfType<SetOutput>()
        .Where(one => one.Header.Within.Length == 0 && one.Name.Bare is Expression.Literal { Value.AsString: not null })
        .GroupBy(one => ((Expression.Literal)one.Name.Bare).Value.AsString!)
        .Where(group => group.Count() == 1)
        .ToDictionary(group => group.Key, group => group.First().Value, StringComparer.Ordinal);

    /// <summary>Whether the service's input of that name is what the provisioning was given, and not what it put out.
    /// </summary>
    public bool IsAsGiven(string input) => plan.Inputs.Any(one => one.Name == input) && !plan.Outputs.Contains(input);

    public bool IsKept(string name) => plan.Outputs.Contains(name) || plan.Inputs.Any(one => one.Name == name);

    /// <summary>An expression that reads it.</summary>
    public JsonObject Read(string name)
    {
        var declared = Declare(name);
        return new JsonObject
        {
            ["typeName"] = (string?)declared["type"] ?? "Object",
            ["expression"] = new JsonObject { ["type"] = "Input", ["value"] = new JsonObject { ["name"] = name } },
        };
    }

    /// <summary>It is read by a script.</summary>
    public JsonObject Declare(string name)
    {
        if (_read.TryGetValue(name, out var declared))
            return declared;

        var isOutput = plan.Outputs.Contains(name);
        var from = Find(isOutput ? "outputs" : "inputs", name);
        var type = (string?)from?["type"] ?? "Object";
        var isFlag = type.EndsWith("Boolean", StringComparison.Ordinal);
        declared = new JsonObject
        {
            ["name"] = name,
            ["type"] = type,
            ["displayName"] = (string?)from?["displayName"] ?? name,
            ["description"] = (string?)from?["description"] ?? "As the service keeps it.",
        };
        if ((isOutput || plan.Inputs.First(one => one.Name == name).Required) && !isFlag)
            declared["required"] = true;
        else if (isFlag)
            declared["defaultValue"] = "false";
        return _read[name] = declared;
    }

    /// <summary>An input that nothing of the provisioning gives: whoever orders must.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="type">Its type's name.</param>
    /// <param name="why">What is missing, and what to add.</param>
    public JsonObject Ask(string name, string type, string why)
    {
        while (IsKept(name))
            name += "ToRelease";
        if (!Missing.Contains(why))
            Missing.Add(why);
        _read[name] = new JsonObject
        {
            ["name"] = name,
            ["type"] = type,
            ["displayName"] = name,
            ["description"] = why,
            ["required"] = true,
        };
        return new JsonObject
        {
            ["typeName"] = type,
            ["expression"] = new JsonObject { ["type"] = "Input", ["value"] = new JsonObject { ["name"] = name } },
        };
    }

    public JsonArray Declarations() => new([.. _read.Values.Select(one => one.DeepClone())]);

    /// <summary>The activity as the definition writes it; null for one of another definition.</summary>
    public JsonObject? SourceOf(Activity activity)
    {
        JsonNode? node = source;
        foreach (var step in activity.Header.Pointer.Split('/').Skip(1))
        {
            var name = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node switch
            {
                JsonArray list when int.TryParse(name, out var index) && index < list.Count => list[index],
                JsonObject members => members[name],
                _ => null,
            };
        }

        return activity.Header.Within.Length == 0 ? node as JsonObject : null;
    }

    /// <summary>A literal as definitions write it.</summary>
    public static JsonNode? Literal(Value value) => JsonNode.Parse(ValueJson.ToText(value));

    private JsonObject? Find(string list, string name) =>
        (source[list] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(one => (string?)one["name"] == name);
}
