using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Orchestrator.Core.Workflows.Reading;
using static Orchestrator.Core.Workflows.Schema.SchemaParts;

namespace Orchestrator.Core.Workflows.Schema;

/// <summary>The properties of activities.</summary>
internal static class ShapeSchema
{
    /// <summary>
    /// A property of an activity, without the activities in it: those are the same wherever they stand.
    /// </summary>
    public static JsonObject Of(PropertyDescription property)
    {
        var schema = property.Shape switch
        {
            PropertyShape.Input it => ExpressionSchema.Value(it.Type),
            PropertyShape.InputObject => Type("object", "string", "null"),
            PropertyShape.Literal => ExpressionSchema.Plain(new JsonObject { ["type"] = "string", ["minLength"] = 1 }),
            PropertyShape.Choice it => ExpressionSchema.Plain(Words(it.Words)),
            PropertyShape.Duration => ExpressionSchema.Plain(ExpressionSchema.TimeSpanText()),
            PropertyShape.Number it => ExpressionSchema.Plain(
                ExpressionSchema.Number(it.Least, it.Most, it.IsInteger), Type("string")),
            PropertyShape.Group it => Group(it.Properties),
            PropertyShape.GroupOrChoice it => AnyOf(Group(it.Properties), Words(it.Words)),
            PropertyShape.Connections => List(Connection()),
            PropertyShape.FlowCases => List(Case(hasActivity: false)),
            PropertyShape.Target => Kept(),
            PropertyShape.VariableReference => AnyOf(
                new JsonObject { ["type"] = "string", ["minLength"] = 1 },
                Object([new("id", Text("The variable's id.")), new("name", Text("Its name, for people; it counts where there is no id."))])),
            _ => new JsonObject(),
        };
        return schema.Described(property.Summary).WithDefault(property.Default);
    }

    /// <summary>The activities in a property; null where it has none.</summary>
    public static JsonObject? Within(PropertyDescription property) => property.Shape switch
    {
        PropertyShape.Child => Reference("activity"),
        PropertyShape.Children => Reference("activities"),
        PropertyShape.Cases or PropertyShape.FlowCases => List(Case(hasActivity: true)),
        PropertyShape.Statuses => List(Status()),
        _ => null,
    };

    /// <summary>Where a result is kept.</summary>
    public static JsonObject Result() => Kept().Described("Where the result is kept.");

    private static JsonObject Kept() => Object(
    [
        new("typeName", Text("Elsa's; what is kept is not converted.")),
        new("memoryReference", Object(
            [new("id", Text("The id of a variable, or the name of an output of the workflow.", lengthMin: 1))], "id")),
        ]);

    private static JsonObject Group(ImmutableArray<PropertyDescription> properties) =>
        Object(properties.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)Of(one))));

    private static JsonObject Case(bool hasActivity)
    {
        var label = Text(hasActivity ? "For people." : "The outcome.");
        var condition = AnyOf(Type("boolean", "number", "string"), Reference("expression"), Reference("wrapped"));
        var schema = Object(
            [new("label", label), new("condition", condition.Described("Whether the case holds."))], "condition");
        if (hasActivity)
            schema["properties"]!.AsObject().Add("activity", Reference("activity"));
        return schema;
    }

    private static JsonObject Status() => Object(
        [
            new("statusCode", ExpressionSchema.Value(DataType.Integer).Described("From 100 to 599.")),
            new("activity", Reference("activity")),
        ],
        "statusCode");

    private static JsonObject Connection() => Object(
        [
            new("source", End("port", "The outcome by which it leaves; Done where it is left out.")),
            new("target", End("port", "Elsa's; it has no meaning.")),
            new("sourcePort", Text("The same as the source's port, where the source is an id alone.")),
            new("targetPort", Text("Elsa's; it has no meaning.")),
        ],
        "source", "target");

    private static JsonObject End(string port, string description) => AnyOf(
        Object(
            [new("activity", Text("The activity's id.", lengthMin: 1)), new(
                port, Type("string", "null").Described(description))],
            "activity"),
        Text("The activity's id.", lengthMin: 1));
}
