using System.Globalization;

namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>What values are when another kind is asked for; never an error.</summary>
internal static class Conversion
{
    /// <summary>A text's number where it is one; the length of a list; else 0.</summary>
    public static decimal ToNumber(LiquidValue value) => value.Kind switch
    {
        LiquidKind.Text when decimal.TryParse(
            value.Text, NumberStyles.Any, CultureInfo.InvariantCulture, out var number) => number,
        LiquidKind.List => value.Items.Count,
        _ => value.Number,
    };

    /// <summary>A whole number; what is out of its range is the nearest one in it.</summary>
    public static int ToInteger(LiquidValue value) =>
        (int)Math.Clamp(Math.Round(ToNumber(value)), int.MinValue, int.MaxValue);

    /// <summary>As it is written: lists without separators, objects as nothing.</summary>
    public static string ToText(LiquidValue value, Rendering rendering)
    {
        if (value.Kind != LiquidKind.List)
        {
            rendering.Charge(value.Text?.Length ?? 1);
            return ToText(value);
        }

        var text = rendering.NewText();
        Append(text, value, rendering);
        return text.ToString();
    }

    private static void Append(BoundedText text, LiquidValue value, Rendering rendering)
    {
        rendering.Step();
        if (value.Kind != LiquidKind.List)
        {
            text.Append(ToText(value));
            return;
        }

        foreach (var item in value.Items)
            Append(text, item, rendering);
    }

    private static string ToText(LiquidValue value) => value.Kind switch
    {
        LiquidKind.Boolean => value.Number != 0 ? "true" : "false",
        LiquidKind.Number => ToText(value.Number),
        LiquidKind.Text => value.Text!,
        _ => "",
    };

    /// <summary>Zeros at the end go, but one stays where there were decimal places.</summary>
    private static string ToText(decimal number)
    {
        if (number.Scale == 0)
            return number.ToString(CultureInfo.InvariantCulture);

        return number.ToString(decimal.IsInteger(number) ? "F1" : "G29", CultureInfo.InvariantCulture);
    }
}
