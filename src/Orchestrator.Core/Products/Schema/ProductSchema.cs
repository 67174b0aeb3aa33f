using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Core.Products.Reading;
using Orchestrator.Core.Workflows.Schema;

namespace Orchestrator.Core.Products.Schema;

/// <summary>
/// The JSON Schema of product.json, for editors: made of the words that the reader knows. It lets pass whatever the
/// reader reads without an error, and tells the errors that a schema can tell.
/// </summary>
public static class ProductSchema
{
    private const string Period = "^P(?=[0-9])([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?$";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema's text (draft 7), which ends with a line break.</summary>
    public static string Generate()
    {
        var schema = Object(Properties(), "id", "displayName", "actions", "inputs");
        schema.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        schema.Insert(1, "title", "Product");
        schema.Insert(
            2, "description", "What a customer can order: product.json in a folder of workflows/, or published.");
        schema["definitions"] = new JsonObject
        {
            ["workflow"] = SchemaParts.Text(
                "A file beside this one: provision.json. Or the id of a published definition.", 1),
            ["period"] = new JsonObject
            {
                ["description"] = "A span of the calendar as ISO 8601 writes it, without times: P1M, P1Y, P14D, P2W.",
                ["type"] = "string",
                ["pattern"] = Period,
            },
        };
        return schema.ToJsonString(Readable) + "\n";
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Properties() => ProductMembers.OfProduct.Select(
        name => KeyValuePair.Create(name, (JsonNode?)Member(name)));

    private static JsonObject Member(string name) => name switch
    {
        "id" => Id().Described("What orders call it, and the folder's name; the same for good."),
        "displayName" => SchemaParts.Text("For people.", 1),
        "names" => new JsonObject
        {
            ["description"] = "The display name in other languages, by language tag (BCP 47).",
            ["type"] = "object",
            ["additionalProperties"] = new JsonObject { ["type"] = "string", ["minLength"] = 1 },
        },
        "description" => SchemaParts.Text("One plain sentence.", 1),
        "payment" => Payment(),
        "actions" => Object(
            ProductMembers.Actions.Keys.Select(action => KeyValuePair.Create(action, (JsonNode?)Workflow())), "provision")
            .Described("The workflow of each action. A product with recurring payment has one for deprovision."),
        "changes" => new JsonObject
        {
            ["description"] = "How a service becomes one of another product: by the other product's id.",
            ["type"] = "object",
            ["propertyNames"] = Id(),
            ["additionalProperties"] = SchemaParts.AnyOf(
                Object([new("workflow", Workflow())], "workflow"),
                Object([new("by", Choice(ProductMembers.ChangeWays.Keys))], "by")),
        },
        "cancellation" => Object(
            [
                new("entitlementEnds", Choice(ProductMembers.Ends.Keys).Described("What the customer uses; default atOnce.")),
                new("billingEnds", Choice(ProductMembers.Ends.Keys).Described("What the customer pays; default atOnce.")),
                new("term", PeriodOf("How long a term is; default the payment's period.")),
            ]).Described("When entitlement and billing end on cancellation."),
        "followUps" => SchemaParts.List(FollowUp()).Described("What is done about a service later, while there is one."),
        "waivers" => SchemaParts.List(Waiver()).Described("Steps whose effect need not be given back, and who says so."),
        "inputs" => Inputs(),
        _ => SchemaParts.Type("string"),
    };

    private static JsonObject Payment() => Object(
        [
            new("kind", Choice(ProductMembers.PaymentKinds.Keys)),
            new("period", PeriodOf("How often; only for what recurs.")),
            new("amount", Pattern("^[0-9]{1,12}(\\.[0-9]{1,4})?$", "Each time, as a text: 29.90.")),
            new("currency", Pattern("^[A-Z]{3}$", "ISO 4217.")),
            new("billedBy", Object(
                [
                    new("adapter", SchemaParts.Text("The instance that bills.", 1)),
                    new("kind", SchemaParts.Text("The kind of resource that bills: subscription.", 1)),
                ],
                "adapter", "kind")),
        ],
        "kind", "amount", "currency").Described("What a customer pays.");

    private static JsonObject FollowUp()
    {
        var schema = Object(
            [
                new("id", Id()),
                new("after", PeriodOf("Once, so long after the service first worked.")),
                new("each", Choice(ProductMembers.Occasions.Keys)),
                new("beforeTermEnd", PeriodOf("In every term, so long before it ends.")),
                new("workflow", Workflow()),
                new("event", new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 256 }),
            ],
            "id");
        schema["allOf"] = new JsonArray(OneOf("after", "each", "beforeTermEnd"), OneOf("workflow", "event"));
        return schema;
    }

    private static JsonObject Waiver() => Object(
        [
            new("step", SchemaParts.Text("The activity's id.", 1)),
            new("who", SchemaParts.Text("The person, or the office, that says so.", 1)),
            new("why", SchemaParts.Text("Why nothing need be given back.", 1)),
            new("until", Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "The last day on which it counts.")),
        ],
        "step", "who", "why", "until");

    private static JsonObject Inputs() => new()
    {
        ["description"] = "JSON Schema (draft 7) of the input of an order that provisions it.",
        ["type"] = "object",
        ["required"] = SchemaParts.Texts(["type"]),
        ["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["enum"] = SchemaParts.Texts(["object"]) },
            ["properties"] = SchemaParts.Type("object"),
        },
    };

    private static JsonObject Object(IEnumerable<KeyValuePair<string, JsonNode?>> properties, params string[] required)
    {
        var schema = SchemaParts.Object(properties, required);
        schema["additionalProperties"] = false;
        return schema;
    }

    private static JsonObject OneOf(params string[] names) => new()
    {
        ["oneOf"] = new JsonArray(
            [.. names.Select(name => (JsonNode)new JsonObject { ["required"] = SchemaParts.Texts([name]) })]),
    };

    private static JsonObject Workflow() => SchemaParts.Reference("workflow");

    private static JsonObject PeriodOf(string description) => new()
    {
        ["description"] = description,
        ["allOf"] = new JsonArray(SchemaParts.Reference("period")),
    };

    private static JsonObject Choice(IEnumerable<string> words) => new() { ["enum"] = SchemaParts.Texts(words) };

    private static JsonObject Id() =>
        new() { ["type"] = "string", ["pattern"] = "^[a-z0-9][a-z0-9-]*$", ["maxLength"] = 64 };

    private static JsonObject Pattern(string pattern, string description) =>
        new() { ["description"] = description, ["type"] = "string", ["pattern"] = pattern };
}
