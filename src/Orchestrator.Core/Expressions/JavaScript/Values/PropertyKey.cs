using System.Globalization;
using Orchestrator.Core.Expressions.JavaScript.Running;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>How values become names of members.</summary>
internal static class PropertyKey
{
    private static readonly string[] Small =
        [.. Enumerable.Range(0, 256).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    public static string Of(Run run, JsValue value)
    {
        if (value.Text is { } text)
            return text;
        if (value.Symbol is { } symbol)
            return symbol.Key;
        if (value.IsNumber && value.Number is >= 0 and <= int.MaxValue && value.Number == (int)value.Number)
            return Of((int)value.Number);
        if (value.Object is null)
            return Conversion.ToText(run, value);

        var primitive = Conversion.ToPrimitive(run, value, "string");
        return primitive.Symbol?.Key ?? Conversion.ToText(run, primitive);
    }

    public static string Of(int index) =>
        index < Small.Length ? Small[index] : index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a name is that of an array's item: digits without leading zeros.</summary>
    public static bool IsIndex(string key, out int index)
    {
        index = 0;
        if (key.Length is 0 or > 10 || (key[0] == '0' && key.Length > 1))
            return false;

        var number = 0L;
        foreach (var digit in key)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            number = (number * 10) + (digit - '0');
        }

        // Beyond what any array has; the same for all of them.
        index = (int)Math.Min(number, int.MaxValue - 1);
        return number < uint.MaxValue;
    }

    /// <summary>A symbol's description stands in brackets, where a function is named after it.</summary>
    public static string Shown(string key) =>
        !JsSymbol.IsKey(key) ? key
            : JsSymbol.WellKnown.FirstOrDefault(known => known.Key == key) is { } symbol ? $"[{symbol.Description}]"
            : $"[{key[(key.LastIndexOf(':') + 1)..]}]";
}
