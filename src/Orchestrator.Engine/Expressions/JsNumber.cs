using System.Globalization;

namespace Orchestrator.Engine.Expressions;

/// <summary>Numbers and texts of numbers, as ECMAScript 5 converts them (9.3.1 and 9.8.1).</summary>
internal static class JsNumber
{
    public static string ToText(double number)
    {
        if (double.IsNaN(number))
            return "NaN";
        if (double.IsInfinity(number))
            return number > 0 ? "Infinity" : "-Infinity";
        if (number == 0)
            return "0";
        if (double.IsInteger(number) && Math.Abs(number) < 1e15)
            return ((long)number).ToString(CultureInfo.InvariantCulture);

        return (number < 0 ? "-" : "") + Digits(Math.Abs(number));
    }

    public static double FromText(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
            return 0;
        if (trimmed.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return FromHex(trimmed[2..]);

        return trimmed switch
        {
            "Infinity" or "+Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => trimmed[^1] is (>= '0' and <= '9') or '.'
                && double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : double.NaN,
        };
    }

    /// <summary>To a 32-bit integer, as the bit operators do.</summary>
    public static int ToInt32(double number)
    {
        if (!double.IsFinite(number))
            return 0;

        var whole = Math.Truncate(number) % 4294967296.0;
        return unchecked((int)(uint)(long)whole);
    }

    private static double FromHex(string digits)
    {
        var number = 0.0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
                return double.NaN;
            number = (number * 16) + Convert.ToInt32(digit.ToString(), 16);
        }

        return digits.Length == 0 ? double.NaN : number;
    }

    private static string Digits(double number)
    {
        // The shortest digits that read back as the number, and the power of ten of the first one.
        var shortest = number.ToString("R", CultureInfo.InvariantCulture).Split('E');
        var power = shortest.Length > 1 ? int.Parse(shortest[1], CultureInfo.InvariantCulture) : 0;
        var point = shortest[0].IndexOf('.', StringComparison.Ordinal);
        var digits = shortest[0].Replace(".", "", StringComparison.Ordinal);
        power += (point < 0 ? digits.Length : point) - 1 - (digits.Length - digits.TrimStart('0').Length);
        digits = digits.Trim('0');
        return power switch
        {
            >= 0 and < 21 when digits.Length <= power + 1 => digits.PadRight(power + 1, '0'),
            >= 0 and < 21 => $"{digits[..(power + 1)]}.{digits[(power + 1)..]}",
            < 0 and >= -6 => $"0.{new string('0', -power - 1)}{digits}",
            _ => $"{digits[0]}{(digits.Length > 1 ? $".{digits[1..]}" : "")}e{(power < 0 ? '-' : '+')}{Math.Abs(power)}",
        };
    }
}
