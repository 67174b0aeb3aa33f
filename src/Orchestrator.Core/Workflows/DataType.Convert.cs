using System.Globalization;
using System.Text.Json;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows;

public sealed partial record DataType
{
    private static readonly string[] Sizes = ["Byte", "Int16", "Int64", "Long"];

    /// <summary>
    /// The value of a variable that was given none: null, or for types that cannot be null their zero.
    /// </summary>
    public Value Default => IsArray || IsNullable
        ? Value.Null
        : Kind switch
        {
            DataKind.Boolean => false,
            DataKind.Integer or DataKind.Number => 0,
            DataKind.TimeSpan => "00:00:00",
            DataKind.DateTime => "0001-01-01T00:00:00Z",
            DataKind.Guid => "00000000-0000-0000-0000-000000000000",
            _ => Value.Null,
        };

    /// <summary>
    /// Elsa's lenient conversion: what cannot be converted becomes the type's default; never an error.
    /// </summary>
    public Value Convert(Value value)
    {
        _ = TryConvert(value, out var converted);
        return converted;
    }

    /// <summary>The same, telling whether it could be converted.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="converted">A value of this type: the default, or in a list the item's default, where it could not
    /// be converted.</param>
    public bool TryConvert(Value value, out Value converted)
    {
        converted = Default;
        if (IsArray)
            return TryConvertList(value, ref converted);
        if (value.IsNull)
            return true;

        var result = Kind switch
        {
            DataKind.Object => value,
            DataKind.String => ToText(value),
            DataKind.Boolean => ToBoolean(value),
            DataKind.Integer => ToInteger(value),
            DataKind.Number => ToNumber(value),
            DataKind.DateTime => ToTime(value.AsString),
            DataKind.TimeSpan => ToTimeSpan(value.AsString),
            DataKind.Guid => System.Guid.TryParse(value.AsString, out var guid) ? guid.ToString() : Value.Null,
            _ => ToJson(value),
        };
        if (result.IsNull)
            return false;

        converted = result.Plain;
        return true;
    }

    /// <summary>A list from a list, or from its JSON; any other value is a list of one.</summary>
    private bool TryConvertList(Value value, ref Value converted)
    {
        if (value.IsNull)
            return true;

        if (value.AsString is { } text && text.AsSpan().TrimStart().StartsWith("["))
            value = Parse(text);
        if (value.IsNull)
            return false;

        ReadOnlySpan<Value> items = value.Kind == ValueKind.Array ? value.Items : [value];
        var results = new Value[items.Length];
        var all = true;
        for (var index = 0; index < items.Length; index++)
            all &= Item!.TryConvert(items[index], out results[index]);

        converted = Value.Array(results);
        return all;
    }

    private static Value ToText(Value value) => value.Kind switch
    {
        ValueKind.String when value.IsTime => ToTimeText(value.AsString!),
        ValueKind.String => value,
        ValueKind.Boolean => value.AsBoolean ? "True" : "False",
        ValueKind.Number => value.AsNumber.ToString("R", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>As Elsa writes a script's time into a text: without the time of day at midnight.</summary>
    private static string ToTimeText(string iso)
    {
        var time = System.DateTime.Parse(iso, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        var format = time.TimeOfDay == System.TimeSpan.Zero ? "yyyy-MM-dd" : "MM/dd/yyyy HH:mm:ss";
        return time.ToString(format, CultureInfo.InvariantCulture);
    }

    private static Value ToBoolean(Value value) => value.Kind switch
    {
        ValueKind.Boolean => value,
        ValueKind.Number => value.AsNumber != 0,
        ValueKind.String when bool.TryParse(value.AsString, out var parsed) => parsed,
        _ => Value.Null,
    };

    private Value ToNumber(Value value) => value.Kind switch
    {
        ValueKind.Number => value,
        ValueKind.Boolean => value.AsBoolean ? 1 : 0,
        ValueKind.String when double.TryParse(
            value.AsString,
            NumberStyles.Float | NumberStyles.AllowThousands,
            CultureInfo.InvariantCulture,
            out var parsed)
            && double.IsFinite(parsed) => parsed,
        _ => Value.Null,
    };

    /// <summary>Rounded to the nearest, halves to the even one; text must be a whole number.</summary>
    private Value ToInteger(Value value)
    {
        var number = value.Kind switch
        {
            ValueKind.Number => Math.Round(value.AsNumber, MidpointRounding.ToEven),
            ValueKind.Boolean => value.AsBoolean ? 1 : 0,
            ValueKind.String when long.TryParse(
                value.AsString, NumberStyles.Integer, CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => double.NaN,
        };
        var (least, most) = Range();
        return number >= least && number <= most ? number : Value.Null;
    }

    private (double Least, double Most) Range() => Size() switch
    {
        "BYTE" => (byte.MinValue, byte.MaxValue),
        "INT16" => (short.MinValue, short.MaxValue),
        "INT64" or "LONG" => (long.MinValue, long.MaxValue),
        _ => (int.MinValue, int.MaxValue),
    };

    /// <summary>The name alone: INT64 of <c>Nullable`1[[System.Int64, System.Private.CoreLib]]</c>.</summary>
    private string Size() => Sizes.FirstOrDefault(
        size => Name.Contains(size, StringComparison.OrdinalIgnoreCase))?.ToUpperInvariant() ?? "";

    /// <summary>ISO 8601 in UTC; a text without a zone counts as UTC, so that no machine's own zone comes in.</summary>
    private Value ToTime(string? text)
    {
        const DateTimeStyles Utc =
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault;
        return System.DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out var time)
            ? time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
            : Value.Null;
    }

    private static Value ToTimeSpan(string? text) =>
        TimeSpans.TryParse(text, out var span) ? span.ToString("c", CultureInfo.InvariantCulture) : Value.Null;

    /// <summary>JSON text is read; any other text is no JSON value.</summary>
    private static Value ToJson(Value value) => value.AsString is { } text ? Parse(text) : value;

    private static Value Parse(string text)
    {
        try
        {
            return ValueJson.Parse(text);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return Value.Null;
        }
    }
}
