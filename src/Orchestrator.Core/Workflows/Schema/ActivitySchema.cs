using System.Text.Json.Nodes;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Core.Workflows.Reading.Activities;
using static Orchestrator.Core.Workflows.Schema.SchemaParts;

namespace Orchestrator.Core.Workflows.Schema;

/// <summary>
/// Activities. What is within one is described once for all types, beside the types and not in each: a validator that
/// tries every type would else try every type again at each level, and take time that doubles with every level.
/// </summary>
internal static class ActivitySchema
{
    /// <summary>The name of what stands for all other definitions.</summary>
    public const string Composite = "definition";

    private static readonly string[] ListNames = ["items", "$values", "_items"];

    public static JsonObject Any()
    {
        var properties = new Dictionary<string, JsonNode?>
        {
            ["id"] = Id(),
            ["name"] = Text("What people see; the id where it is left out."),
            ["type"] = AnyOf(TypeNames(), Text("The name of another definition, used as an activity.", lengthMin: 1))
                .Described("What it is."),
            ["metadata"] = Type("object").Described("For designers, such as where it is drawn."),
            ["customProperties"] = Type("object").Described("Elsa's, such as canStartWorkflow."),
        };
        foreach (var name in ActivityTable.All.SelectMany(one => one.Properties).GroupBy(one => one.Name))
        {
            if (Within([.. name]) is { } within)
                properties.Add(name.Key, within);
        }

        var schema = Object(properties, "type");
        schema["anyOf"] = new JsonArray(
            [.. ActivityTable.All.Select(one => Reference(one.TypeName)), Reference(Composite)]);
        return schema.Described("One activity, with all that is in it.");
    }

    /// <summary>
    /// What may be within activities under a name: what one type means by it, or another one; null where none means
    /// activities.
    /// </summary>
    private static JsonObject? Within(PropertyDescription[] named)
    {
        var activities = named.Select(ShapeSchema.Within).OfType<JsonObject>().Take(1).ToArray();
        var others = named.Where(one => ShapeSchema.Within(one) is null).Select(ShapeSchema.Of).ToArray();
        return activities.Length == 0 ? null : others.Length == 0 ? activities[0] : AnyOf([.. activities, .. others]);
    }

    /// <summary>Another definition, used as an activity; its inputs and outputs are properties of their own names.
    /// </summary>
    public static JsonObject OtherDefinition()
    {
        var schema = Object(
            [
                new("type", new JsonObject { ["not"] = TypeNames() }),
                new("workflowDefinitionId", Text("The definition's id: what is published of it runs.")),
                new("workflowDefinitionVersionId", Text("The id of one version of it.")),
            ],
            "type");
        schema["anyOf"] = new JsonArray(
            new JsonObject { ["required"] = Texts(["workflowDefinitionId"]) },
            new JsonObject { ["required"] = Texts(["workflowDefinitionVersionId"]) });
        return schema.Described("Another definition, used as an activity.");
    }

    private static JsonObject TypeNames() => new() { ["enum"] = Texts(ActivityTable.All.Select(one => one.TypeName)) };

    /// <summary>A list of activities; one alone counts as a list, and Elsa's older files wrap lists.</summary>
    public static JsonObject List()
    {
        var list = SchemaParts.List(Reference("activity"));
        var wrapped = ListNames.Select(name => Object([new(name, list.DeepClone())], name));
        return AnyOf([list, Reference("activity"), .. wrapped]);
    }

    public static JsonObject Of(ActivityDescription description)
    {
        var properties = new JsonObject { ["type"] = new JsonObject { ["enum"] = Texts([description.TypeName]) } };
        foreach (var property in description.Properties)
            properties.Add(property.Name, ShapeSchema.Of(property));
        if (description.DeclaresVariables)
            properties.Add("variables", Reference("variables"));
        if (description.Result is { } result)
            properties.Add(result, ShapeSchema.Result());

        var schema = new JsonObject
        {
            ["required"] = Texts(
                ["type", .. description.Properties.Where(one => one.IsRequired).Select(one => one.Name)]),
            ["properties"] = properties,
        };
        return schema.Described(Outcomes(description));
    }

    private static string Outcomes(ActivityDescription description) =>
        description.Outcomes.Length <= 1
            ? description.Summary
            : $"{description.Summary} Outcomes: {string.Join(", ", description.Outcomes)}.";

    private static JsonObject Id()
    {
        var id = Text("Unique within the definition; one is made up where it is left out.");
        id["pattern"] = @"^[^/#\[\]\u0000-\u001f\u007f-\u009f]*$";
        id["maxLength"] = Ids.LengthMax;
        return id;
    }
}
