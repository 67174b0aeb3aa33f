using System.Globalization;
using System.Numerics;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>A big integer as a program has it written, without its n.</summary>
internal static class BigIntLiteral
{
    public static BigInteger Parse(string digits)
    {
        if (digits.Length < 3 || char.IsAsciiDigit(digits[1]))
            return BigInteger.Parse(digits, CultureInfo.InvariantCulture);

        var radix = char.ToLowerInvariant(digits[1]) switch { 'x' => 16, 'o' => 8, _ => 2 };
        var number = BigInteger.Zero;
        foreach (var digit in digits.AsSpan(2))
            number = (number * radix) + NumberText.DigitOf(digit);
        return number;
    }
}
