using System.Text.RegularExpressions;
using NJsonSchema;
using NJsonSchema.Validation;
using Orchestrator.Core.Values;
using Orchestrator.Engine;
using Orchestrator.Engine.Products;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Products;

/// <summary>The JSON Schema of what an order for a product must bring. Parsed when it is first needed.</summary>
/// <param name="schema">Draft 4 to 7.</param>
public sealed partial class ProductInputs(string schema)
{
    private readonly Lazy<JsonSchema> _schema = new(() => ProductInputsSchema.Parse(schema));

    /// <summary>The schema's text.</summary>
    public string Schema => schema;

    /// <summary>What is wrong with an order's input, with paths as field violations have them.</summary>
    public IReadOnlyList<FieldProblem> Check(Value input) =>
        [.. SchemaWords.Flatten(_schema.Value.Validate(ValueJson.ToText(input))).Select(
            error => new FieldProblem(FieldOf(error), Words(error)))];

    /// <summary>Those members that the schema knows.</summary>
    public Value Only(Value value) =>
        Value.Object(
            [.. value.Members.Where(member => _schema.Value.ActualSchema.ActualProperties.ContainsKey(member.Name))]);

    private static string Words(ValidationError error) =>
        error.Kind == ValidationErrorKind.NoAdditionalPropertiesAllowed
            ? "is not an input of the product."
            : SchemaWords.Of(error);

    /// <summary>/mailboxes/0/name becomes input.mailboxes[0].name.</summary>
    private static string FieldOf(ValidationError error) =>
        "input" + Item().Replace(SchemaWords.PathOf(error), "[$1]").Replace('/', '.');

    [GeneratedRegex("/([0-9]+)(?=/|$)")]
    private static partial Regex Item();
}
