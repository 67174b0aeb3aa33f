using NJsonSchema;
using NJsonSchema.Validation;
using Orchestrator.Adapters;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Engine.Dispatch;

/// <summary>
/// An operation as the checks of a definition see it. Its schema is parsed when it is first asked for.
/// </summary>
internal sealed class SchemaOperation(OperationDescription description) : CatalogOperation
{
    private readonly Lazy<JsonSchema> _schema = new(
        () => JsonSchema.FromJsonAsync(description.InputSchema).GetAwaiter().GetResult());

    public override string Name => description.Name;

    public override bool HasEffect => description.HasEffect;

    public override string? Inverse => description.Inverse;

    public override string? ChangedBy => description.ChangedBy;

    public override IReadOnlyList<string> NamedBy => description.NamedBy;

    public override bool CanRead => description.CanRead;

    public override bool CanPreview => description.CanPreview;

    public override IReadOnlyList<InputProblem> Check(Value known, IReadOnlyCollection<string>? unknownMembers)
    {
        var schema = _schema.Value.ActualSchema;
        var isWhole = unknownMembers is { Count: 0 };
        var problems = new List<InputProblem>();
        foreach (var error in SchemaWords.Flatten(
            schema.Validate(ValueJson.ToText(known.IsNull ? Value.EmptyObject : known))))
            Add(problems, error, unknownMembers, isWhole);

        if (!schema.AllowAdditionalProperties && schema.PatternProperties.Count == 0)
        {
            problems.AddRange((unknownMembers ?? [])
                .Where(name => !schema.ActualProperties.ContainsKey(name))
                .Select(name => new InputProblem(Pointer(name), $"'{name}' is not an input of this operation.")));
        }

        return problems;
    }

    private static void Add(
        List<InputProblem> problems, ValidationError error, IReadOnlyCollection<string>? unknownMembers, bool isWhole)
    {
        // With some members unknown, nothing can be said of rules about the object as a whole.
        var isRoot = error.Path is null or "" or "#" || error.Path == $"#/{error.Property}";
        if (isRoot && error.Kind == ValidationErrorKind.PropertyRequired
            && (unknownMembers is null || unknownMembers.Contains(error.Property ?? "")))
            return;
        if (!isWhole
            && error.Path is null or "" or "#" or "#/"
            && error.Kind is ValidationErrorKind.NotAnyOf or ValidationErrorKind.NotAllOf
            or ValidationErrorKind.NotOneOf or ValidationErrorKind.ExcludedSchemaValidates or ValidationErrorKind.TooFewProperties)
            return;

        problems.Add(new InputProblem(SchemaWords.PathOf(error), Words(error)));
    }

    private static string Pointer(string name) => "/" + name.Replace("~", "~0").Replace("/", "~1");

    private static string Words(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired => $"'{error.Property}' is missing.",
        ValidationErrorKind.NoAdditionalPropertiesAllowed => $"'{error.Property}' is not an input of this operation.",
        _ => "It " + SchemaWords.Of(error),
    };
}
