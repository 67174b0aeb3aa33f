using System.Text.Json.Nodes;
using Orchestrator.Core.Workflows.Reading;
using static Orchestrator.Core.Workflows.Schema.SchemaParts;

namespace Orchestrator.Core.Workflows.Schema;

/// <summary>The top level of a definition.</summary>
internal static class DocumentSchema
{
    private static readonly string[] TypeNames =
    [
        "String", "Boolean", "Int32", "Int64", "Double", "Decimal", "DateTime", "TimeSpan", "Guid", "Object", "JSON",
        "String[]", "Int32[]", "Object[]",
    ];

    public static JsonObject Create()
    {
        var document = Object(
            [
                new("$schema", Type("string")),
                new("definitionId", DefinitionId()),
                new("name", Text("What people see; the definitionId where it is left out.")),
                new("description", Text("What it does, for people.")),
                new("customProperties", Object([new("onDueTime", OnDueTime()), new("failurePolicy", FailurePolicy())])
                    .Described("What Elsa does not have.")),
                new("variables", Reference("variables")),
                new("inputs", List(Input()).Described("What orders bring.")),
                new("outputs", List(Named("The output's name.")).Described("What it gives when it has ended.")),
                new("root", Reference("activity")),
            ],
            "definitionId", "root");
        document.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        document.Insert(1, "title", "Workflow definition");
        document.Insert(2, "description", "A workflow, in Elsa 3's format.");
        return document;
    }

    public static JsonObject Variables() => List(Object(
        [
            new("id", Text("Unique within the definition: what activities refer to; the name where it is left out.")),
            new("name", Text("What scripts refer to.", lengthMin: 1)),
            new("typeName", Reference("typeName")),
            new("isArray", Type("boolean").Described("Whether it is a list of that type.")),
            new("value", new JsonObject().Described("Its first value: usually a text, whatever the type.")),
        ],
        "name")).Described("Variables, for this and all that is within it.");

    public static JsonObject TypeName() =>
        AnyOf(new JsonObject { ["enum"] = Texts(TypeNames) }, Type("string")).Described("A type as Elsa names it.")
            .WithDefault("Object");

    private static JsonObject DefinitionId()
    {
        var id = Text("What orders and products call it; the same over all its versions.");
        id["pattern"] = "^[A-Za-z0-9._~-]+$";
        id["maxLength"] = Ids.LengthMax;
        return id;
    }

    private static JsonObject OnDueTime() =>
        Words(PlanReading.DueTimeWords).Described(
            "What happens when the order's due time passes.").WithDefault("continue");

    private static JsonObject FailurePolicy() =>
        Words(PlanReading.FailureWords).Described(
            "What failures lead to: what each step says; or all is undone, past soft points of no return too, and past a "
                + "hard one steps are tried as long as a compensation is.").WithDefault("steps");

    private static JsonObject Input()
    {
        var input = Named("The input's name, as orders bring it.");
        var properties = input["properties"]!.AsObject();
        properties.Add(
            "required", Type("boolean").Described("Whether a start without it is refused.").WithDefault(false));
        properties.Add("defaultValue", new JsonObject().Described("Its value where the order does not bring it."));
        properties.Add(
            "sensitive",
            Type("boolean").Described("Whether it is sealed before it is kept, and shown as ***.").WithDefault(false));
        return input;
    }

    private static JsonObject Named(string description) => Object(
        [
            new("name", Text(description, lengthMin: 1)),
            new("type", Reference("typeName")),
            new("isArray", Type("boolean").Described("Whether it is a list of that type.")),
            new("displayName", Text("Its name for people.")),
            new("description", Text("What it is, for people.")),
        ],
        "name");
}
