using System.Globalization;
using System.Numerics;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>Numbers and texts of numbers, as ECMA-262 converts them (Number::toString, StringToNumber).</summary>
internal static class NumberText
{
    public static string Of(double number)
    {
        if (double.IsNaN(number))
            return "NaN";
        if (double.IsInfinity(number))
            return number > 0 ? "Infinity" : "-Infinity";
        if (number is > -1 and < int.MaxValue && number == (int)number)
            return PropertyKey.Of((int)number);
        if (double.IsInteger(number) && Math.Abs(number) < 1e15)
            return ((long)number).ToString(CultureInfo.InvariantCulture);

        var (digits, power) = Digits(Math.Abs(number));
        return (number < 0 ? "-" : "") + Plain(digits, power);
    }

    /// <summary>The shortest digits that read back as a number, and the power of ten of the first one.</summary>
    public static (string Digits, int Power) Digits(double number)
    {
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var exponent = shortest.IndexOf('E', StringComparison.Ordinal);
        var power = exponent < 0 ? 0 : int.Parse(shortest.AsSpan(exponent + 1), CultureInfo.InvariantCulture);
        var written = exponent < 0 ? shortest : shortest[..exponent];
        var point = written.IndexOf('.', StringComparison.Ordinal);
        var digits = written.Replace(".", "", StringComparison.Ordinal);
        power += (point < 0 ? digits.Length : point) - 1 - (digits.Length - digits.TrimStart('0').Length);
        return (digits.Trim('0'), power);
    }

    /// <summary>Digits and power of what was written with an exponent.</summary>
    public static (string Digits, int Power) Split(string written)
    {
        var parts = written.Split('E');
        var digits = parts[0].Replace(".", "", StringComparison.Ordinal).TrimEnd('0');
        return (digits.Length == 0 ? "0" : digits, int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>NaN where a text is no number.</summary>
    public static double Parse(string text)
    {
        var trimmed = Blanks.Trim(text);
        if (trimmed.Length == 0)
            return 0;
        if (trimmed.Length > 2 && trimmed[0] == '0' && !char.IsAsciiDigit(trimmed[1]) && trimmed[1] != '.')
        {
            var radix = char.ToLowerInvariant(trimmed[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
            if (radix != 0)
                return Whole(trimmed.AsSpan(2), radix, out var read) is var whole
                    && read == trimmed.Length - 2 ? whole : double.NaN;
        }

        return trimmed switch
        {
            "Infinity" or "+Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => Decimal(trimmed),
        };
    }

    /// <summary>The number that the digits at the start are.</summary>
    /// <param name="text">Digits, and whatever follows them.</param>
    /// <param name="radix">2 to 36.</param>
    /// <param name="read">How many characters are digits.</param>
    public static double Whole(ReadOnlySpan<char> text, int radix, out int read)
    {
        read = 0;
        var (number, exact) = (0.0, new BigInteger(0));
        for (; read < text.Length && DigitOf(text[read]) < radix; read++)
        {
            number = (number * radix) + DigitOf(text[read]);
            if (read < 300)
                exact = (exact * radix) + DigitOf(text[read]);
        }

        return number > 9007199254740992 && read <= 300 ? Nearest(exact) : number;
    }

    /// <summary>The double that is nearest to a whole number; a conversion would cut off what is too much.</summary>
    public static double Nearest(BigInteger whole)
    {
        return whole.GetBitLength() is <= 53 or > 1_100
            ? (double)whole
            : double.Parse(whole.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    public static int DigitOf(char letter) =>
        letter is >= '0' and <= '9' ? letter - '0'
            : letter is >= 'a' and <= 'z' ? letter - 'a' + 10
            : letter is >= 'A' and <= 'Z' ? letter - 'A' + 10
            : int.MaxValue;

    private static double Decimal(string text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiDigit(letter) && letter is not ('.' or 'e' or 'E' or '+' or '-'))
                return double.NaN;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : double.NaN;
    }

    private static string Plain(string digits, int power) => power switch
    {
        >= 0 and < 21 when digits.Length <= power + 1 => digits.PadRight(power + 1, '0'),
        >= 0 and < 21 => $"{digits[..(power + 1)]}.{digits[(power + 1)..]}",
        < 0 and >= -6 => $"0.{new string('0', -power - 1)}{digits}",
        _ => $"{digits[0]}{(digits.Length > 1 ? $".{digits[1..]}" : "")}e{(power < 0 ? '-' : '+')}{Math.Abs(power)}",
    };
}
