using System.Globalization;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>Properties that must be known when the definition is published: literals, plain or wrapped.</summary>
internal sealed partial class ActivityReading
{
    /// <summary>
    /// One of the shape's words, as the description writes it; null where it is missing or none of them.
    /// </summary>
    public string? Choice(PropertyDescription property)
    {
        if (Literal(Find(property), property.Name) is not { } node)
            return null;

        return Choice(node, property.Name, ((PropertyShape.Choice)property.Shape).Words);
    }

    public string? Choice(Node node, string property, IReadOnlyList<string> words)
    {
        var found = words.FirstOrDefault(word => string.Equals(word, node.Text, StringComparison.OrdinalIgnoreCase));
        if (found is null)
            Add(
                DiagnosticCodes.NotAChoice,
                node,
                $"'{property}' is {Text.Short(node.ToValue())}, and must be {string.Join(" or ", words)}.");

        return found;
    }

    /// <summary>A text; null where it is missing or empty.</summary>
    public string? Words(Node within, PropertyDescription property)
    {
        if (Literal(Find(within, property), property.Name) is not { } node)
            return null;
        if (node.Text is { Length: > 0 } text)
            return text;

        Add(
            property.IsRequired && node.Text is "" ? DiagnosticCodes.Missing : DiagnosticCodes.WrongShape,
            node,
            $"'{property.Name}' of activity '{header.Id}' is {Text.Short(node.ToValue())}, and must be a text. "
                + $"{property.Summary}");
        return null;
    }

    /// <summary>A time span within the shape's bounds; null where it is missing or wrong.</summary>
    public TimeSpan? Duration(Node within, PropertyDescription property)
    {
        if (Literal(Find(within, property), property.Name) is not { } node)
            return null;

        var shape = (PropertyShape.Duration)property.Shape;
        if (!TimeSpans.TryParse(node.Text, out var span))
        {
            Add(DiagnosticCodes.NotATimeSpan, node, $"'{property.Name}' is {Text.Short(node.ToValue())}, which is no "
                + "time span. Write hh:mm:ss, d.hh:mm:ss or ISO 8601, such as 00:05:00 or PT5M.");
            return null;
        }

        if (span <= shape.Most && (span > TimeSpan.Zero || (shape.ZeroAllowed && span == TimeSpan.Zero)))
            return span;

        Add(DiagnosticCodes.OutOfRange, node, $"'{property.Name}' is {span:c}, and must be {(shape.ZeroAllowed ? "from" : "more than")} 00:00:00 up to {shape.Most:c}.");
        return null;
    }

    /// <summary>A number within the shape's bounds; null where it is missing or wrong.</summary>
    public double? Number(Node within, PropertyDescription property)
    {
        if (Literal(Find(within, property), property.Name) is not { } node)
            return null;

        var shape = (PropertyShape.Number)property.Shape;
        var isNumber = DataType.Number.TryConvert(node.ToValue(), out var value)
            && node.Kind is ValueKind.Number or ValueKind.String;
        var number = value.AsNumber;
        if (isNumber && number >= shape.Least && number <= shape.Most && (!shape.IsInteger || double.IsInteger(number)))
            return number;

        Add(DiagnosticCodes.OutOfRange, node, $"'{property.Name}' is {Text.Short(node.ToValue())}, and must be a {(shape.IsInteger ? "whole " : "")}number from {Show(shape.Least)} to {Show(shape.Most)}.");
        return null;
    }

    /// <summary>The literal that a property holds, plain or wrapped; null where there is none.</summary>
    public Node? Literal(Node? node, string property)
    {
        if (node is null || !Wrapping.Is(node))
            return node;

        var expression = node["expression"];
        var value = expression?["value"];
        switch (expression?["type"]?.Text?.ToUpperInvariant())
        {
            case null:
                return null;
            case "LITERAL":
                return value;
            case "OBJECT" or "JSON":
                return value?.Text is null ? value : definition.Embedded(value, property, header.Id);
            default:
                Add(
                    DiagnosticCodes.LiteralNeeded,
                    expression!,
                    $"'{property}' of activity '{header.Id}' is an expression, and must be a literal: it is checked "
                        + "when the definition is published. Write the value itself.");
                return null;
        }
    }

    private string Owner(Node within) =>
        ReferenceEquals(within, node) ? $"Activity '{header.Id}'" : $"'{within.Name}' of activity '{header.Id}'";

    private static string Show(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
