using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>
/// Whether a value is of a declared type. Within a workflow values are converted as Elsa does it, and what cannot be
/// becomes a default; what comes from outside must be right.
/// </summary>
internal static class InputType
{
    /// <summary>What is wrong with a value, or null.</summary>
    public static string? Flaw(DataType type, Value value)
    {
        if (!type.IsArray)
            return Fits(type, value) ? null : $"must be {Words(type)}.";
        if (value.Kind != ValueKind.Array)
            return $"must be a list, each item {Words(type.Item!)}.";

        for (var index = 0; index < value.Items.Length; index++)
        {
            if (!Fits(type.Item!, value.Items[index]))
                return $"must be a list, each item {Words(type.Item!)}; item {index} is not.";
        }

        return null;
    }

    private static bool Fits(DataType type, Value value) => type.Kind switch
    {
        _ when value.IsNull => type.IsNullable || type.Kind is DataKind.Object or DataKind.Json,
        DataKind.String => value.Kind == ValueKind.String,
        DataKind.Boolean => value.Kind == ValueKind.Boolean,
        DataKind.Number => value.Kind == ValueKind.Number,
        DataKind.Integer => value.Kind == ValueKind.Number && double.IsInteger(value.AsNumber)
            && type.TryConvert(value, out _),
        DataKind.DateTime or DataKind.TimeSpan or DataKind.Guid => value.Kind == ValueKind.String
            && type.TryConvert(value, out _),
        _ => true,
    };

    private static string Words(DataType type) => type.Kind switch
    {
        DataKind.String => "a text",
        DataKind.Boolean => "true or false",
        DataKind.Number => "a number",
        DataKind.Integer => $"a whole number that fits {type.Name}",
        DataKind.DateTime => "a time as text, like 2026-12-31T08:00:00Z",
        DataKind.TimeSpan => "a time span as text, like 1.02:30:00",
        DataKind.Guid => "a UUID as text",
        _ => "a value",
    };
}
