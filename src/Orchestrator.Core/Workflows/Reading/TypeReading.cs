using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>Reads the types and default values of variables and inputs.</summary>
internal static class TypeReading
{
    /// <summary>Any object where none is given, or none that is known.</summary>
    public static DataType Read(
        DefinitionReading definition, Node node, string property, string owner, string? activity)
    {
        var type = DataType.Object;
        if (node[property] is { } given)
        {
            if (given.Text is { } name && DataType.FromName(name) is { } known)
                type = known;
            else
                definition.Report.Add(DiagnosticCodes.UnknownDataType, given, $"The type of {owner} is "
                    + $"{Text.Short(given.ToValue())}, which is not known; any value is taken. Use one of String, "
                    + "Boolean, Int32, Double, DateTime, TimeSpan, Guid, Object, JSON, or a list such as String[].",
                    activity);
        }

        return node["isArray"]?.ToValue().AsBoolean == true ? DataType.ListOf(type) : type;
    }

    /// <summary>
    /// What a declaration gives as the first value: usually text, whatever the type; null where it gives none.
    /// </summary>
    public static Value Default(
        DefinitionReading definition, Node? given, DataType type, string owner, string? activity)
    {
        if (given is null)
            return Value.Null;
        if (given.Text is "" && type.Kind != DataKind.String && type.Kind != DataKind.Object)
            return type.Default;
        if (type.TryConvert(given.ToValue(), out var value))
            return value;

        definition.Report.Add(
            DiagnosticCodes.NotOfType,
            given,
            $"{owner} is {Text.Short(given.ToValue())}, which is no {type.Name}; {value} is used. Correct it.",
            activity);
        return value;
    }
}
