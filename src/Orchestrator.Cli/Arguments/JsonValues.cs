using System.Text.Json;
using Google.Protobuf.WellKnownTypes;

namespace Orchestrator.Cli.Arguments;

/// <summary>JSON to the contract's own values.</summary>
internal static class JsonValues
{
    private const double WholeMax = 9007199254740991;

    /// <summary>A value from a command line: JSON where it is JSON, else the text as it is.</summary>
    /// <remarks>
    /// A number that would not arrive digit by digit (a long customer number) is taken as text: the contract's numbers
    /// are doubles.
    /// </remarks>
    public static Value FromArgument(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Number && !IsExact(root)
                ? Value.ForString(text)
                : From(root);
        }
        catch (Exception error) when (IsMalformed(error))
        {
            return Value.ForString(text);
        }
    }

    /// <summary>An object from a document.</summary>
    /// <param name="text">The document.</param>
    /// <param name="source">Where it comes from, for the error.</param>
    /// <exception cref="UsageException">It is not JSON, or not an object.</exception>
    public static Struct ObjectFrom(string text, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? From(document.RootElement).StructValue
                : throw new UsageException($"{source} holds no JSON object: {{\"name\": value, ...}} is expected.");
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw new UsageException($"{source} is not JSON: {error.Message}");
        }
    }

    // A text with half of a surrogate pair is found only when it is read.
    private static bool IsMalformed(Exception error) => error is JsonException or InvalidOperationException;

    private static bool IsExact(JsonElement number)
    {
        var value = number.GetDouble();
        return double.IsFinite(value) && (Math.Abs(value) <= WholeMax || !double.IsInteger(value));
    }

    private static Value From(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new Struct();
                foreach (var member in element.EnumerateObject()) members.Fields[member.Name] = From(member.Value);
                return Value.ForStruct(members);
            case JsonValueKind.Array:
                return Value.ForList([.. element.EnumerateArray().Select(From)]);
            case JsonValueKind.Number:
                return Value.ForNumber(element.GetDouble());
            case JsonValueKind.String:
                return Value.ForString(element.GetString());
            case JsonValueKind.True or JsonValueKind.False:
                return Value.ForBool(element.GetBoolean());
            default:
                return Value.ForNull();
        }
    }
}
