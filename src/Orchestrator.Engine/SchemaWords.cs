using NJsonSchema.Validation;

namespace Orchestrator.Engine;

/// <summary>
/// What a JSON Schema refuses, in words: the second half of a sentence that begins with the value's place.
/// </summary>
public static class SchemaWords
{
    /// <summary>The errors themselves, in place of "an item is not valid".</summary>
    public static IEnumerable<ValidationError> Flatten(IEnumerable<ValidationError> errors) =>
        errors.SelectMany(error => error is ChildSchemaValidationError
        {
            Kind: ValidationErrorKind.ArrayItemNotValid or ValidationErrorKind.AdditionalItemNotValid
                or ValidationErrorKind.AdditionalPropertiesNotValid or ValidationErrorKind.NotAllOf,
        } outer ? Flatten(outer.Errors.Values.SelectMany(inner => inner)) : [error]);

    /// <summary>JSON pointer (RFC 6901) to the value in question; empty for the whole.</summary>
    public static string PathOf(ValidationError error) =>
        error.Path is null or "" or "#" or "#/"
            ? ""
            : "/" + error.Path.TrimStart('#', '/').Replace('.', '/').Replace("[", "/").Replace("]", "");

    public static string Of(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired => "is required.",
        ValidationErrorKind.NoAdditionalPropertiesAllowed => "is not known.",
        ValidationErrorKind.NotInEnumeration =>
            $"must be one of {string.Join(", ", error.Schema.Enumeration.Select(value => $"'{value}'"))}.",
        ValidationErrorKind.PatternMismatch => $"must match the pattern {error.Schema.Pattern}.",
        ValidationErrorKind.StringTooShort => $"must have at least {error.Schema.MinLength} characters.",
        ValidationErrorKind.StringTooLong => $"must have at most {error.Schema.MaxLength} characters.",
        ValidationErrorKind.NumberTooSmall =>
            $"must be at least {error.Schema.Minimum ?? error.Schema.ExclusiveMinimum}.",
        ValidationErrorKind.NumberTooBig or ValidationErrorKind.IntegerTooBig =>
            $"must be at most {error.Schema.Maximum ?? error.Schema.ExclusiveMaximum}.",
        ValidationErrorKind.StringExpected => "must be a text.",
        ValidationErrorKind.NumberExpected => "must be a number.",
        ValidationErrorKind.IntegerExpected => "must be a whole number.",
        ValidationErrorKind.BooleanExpected => "must be true or false.",
        ValidationErrorKind.ObjectExpected => "must be an object.",
        ValidationErrorKind.ArrayExpected => "must be a list.",
        ValidationErrorKind.TooFewItems => $"must have at least {error.Schema.MinItems} items.",
        ValidationErrorKind.TooManyItems => $"must have at most {error.Schema.MaxItems} items.",
        ValidationErrorKind.NotAnyOf or ValidationErrorKind.NotOneOf when error is ChildSchemaValidationError choice
            && choice.Errors.Values.All(static one => one.Count > 0) =>
            $"fits none of what is possible: {string.Join("; or ", choice.Errors.Values.Select(AllOf))}.",
        _ => $"does not fit the schema: {error.Kind}.",
    };

    /// <summary>What one possibility asks for.</summary>
    private static string AllOf(ICollection<ValidationError> errors) => string.Join(
        " and ", Flatten(errors).Select(one => $"{(one.Property is { } name ? $"'{name}'" : "it")} {Of(one).TrimEnd('.')}"));
}
