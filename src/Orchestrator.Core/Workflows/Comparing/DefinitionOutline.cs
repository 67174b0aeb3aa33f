using System.Globalization;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Comparing;

/// <summary>A definition as far as it is compared.</summary>
/// <param name="Document">The whole of it.</param>
/// <param name="Activities">By id; parents before their children.</param>
internal sealed record DefinitionOutline(Value Document, IReadOnlyDictionary<string, OutlineActivity> Activities)
{
    private static readonly HashSet<string> NeverActivities = new(StringComparer.OrdinalIgnoreCase)
    {
        "metadata", "customProperties", "variables", "connections", "input", "compensation", "retry", "variable",
        "type",
    };

    /// <exception cref="FormatException">It is no definition.</exception>
    public static DefinitionOutline Of(string content)
    {
        var document = ValueJson.Parse(content);
        if (!IsActivity(document.Member("root")))
            throw new FormatException("It has no 'root' with a 'type': it is no workflow definition.");

        var activities = new Dictionary<string, OutlineActivity>(StringComparer.Ordinal);
        Add(document.Member("root"), null, activities, []);
        return new(document, activities);
    }

    private static void Add(
        Value activity,
        OutlineActivity? parent,
        Dictionary<string, OutlineActivity> activities,
        Dictionary<string, int> generated)
    {
        var type = activity.Member("type").AsString!;
        var id = activity.Member("id").AsString is { Length: > 0 } given && !activities.ContainsKey(given)
            ? given
            : Generate(type, activities, generated);
        var children = new List<Value>();
        foreach (var (name, value) in activity.Members)
        {
            if (!NeverActivities.Contains(name))
                Collect(value, children);
        }

        var outline = new OutlineActivity(id, type, activity, parent?.Id ?? "", parent?.Children.Count ?? 0);
        parent?.Children.Add(id);
        activities.Add(id, outline);
        foreach (var child in children)
            Add(child, outline, activities, generated);
    }

    /// <summary>Activities in a property: it may be one, a list of them, or a list of cases that hold them.</summary>
    private static void Collect(Value value, List<Value> found)
    {
        if (IsActivity(value))
        {
            found.Add(value);
            return;
        }

        foreach (var item in value.Items)
            Collect(item, found);
        foreach (var (name, member) in value.Members)
        {
            if (!NeverActivities.Contains(name) && name is not ("expression" or "condition"))
                Collect(member, found);
        }
    }

    /// <summary>An expression has a type, too, and a value beside it.</summary>
    private static bool IsActivity(Value value) =>
        value.Member("type").AsString is { Length: > 0 } && value.Member("value").IsNull
        && value.Member("name").Kind is ValueKind.Null or ValueKind.String;

    private static string Generate(
        string type, Dictionary<string, OutlineActivity> activities, Dictionary<string, int> generated)
    {
        var name = type[(type.LastIndexOf('.') + 1)..];
        string id;
        do
        {
            var number = generated[name] = generated.GetValueOrDefault(name) + 1;
            id = $"{name}{number.ToString(CultureInfo.InvariantCulture)}";
        }
        while (activities.ContainsKey(id));

        return id;
    }
}

/// <summary>An activity as far as it is compared.</summary>
/// <param name="Id">As given, or generated.</param>
/// <param name="Type">As the definition writes it.</param>
/// <param name="Json">All of it.</param>
/// <param name="Parent">The id of what it is in; empty for the root.</param>
/// <param name="Place">Which of its parent's children it is, from 0.</param>
internal sealed record OutlineActivity(string Id, string Type, Value Json, string Parent, int Place)
{
    public List<string> Children { get; } = [];

    public bool IsStep => Type == "Orchestrator.Step";

    /// <summary>How pages call it: <c>step 'open' (router open-port)</c>.</summary>
    public string Label => IsStep
        ? $"step '{Id}' ({OutlineJson.Show(this["adapter"])} {OutlineJson.Show(this["operation"])})"
        : $"'{Id}' ({Type})";

    /// <summary>A property, plain.</summary>
    public Value this[string property] => OutlineJson.Plain(Json.Member(property));
}
