using System.Globalization;
using System.Numerics;
using Orchestrator.Core.Expressions.JavaScript.Running;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>What the operators do with big integers.</summary>
internal static class BigIntOperators
{
    private const int BitsMax = 1 << 16;

    public static JsValue Compute(Run run, string symbol, JsValue left, JsValue right)
    {
        if (!left.IsBigInt || !right.IsBigInt)
            throw run.TypeError("Cannot mix BigInt and other types, use explicit conversions");

        var (one, other) = (left.BigInt, right.BigInt);
        var bits = one.GetBitLength() + other.GetBitLength();
        run.Step((int)Math.Min(int.MaxValue, 1 + (bits * bits >> 16)));
        run.Allocate(32 + (bits >> 2));
        return JsValue.From(Checked(run, symbol switch
        {
            "+" => one + other,
            "-" => one - other,
            "*" => one * other,
            "/" when other.IsZero => throw run.RangeError("Division by zero"),
            "/" => BigInteger.Divide(one, other),
            "%" when other.IsZero => throw run.RangeError("Division by zero"),
            "%" => BigInteger.Remainder(one, other),
            "**" => Power(run, one, other),
            "&" => one & other,
            "|" => one | other,
            "^" => one ^ other,
            "<<" => Shift(run, one, other),
            ">>" => Shift(run, one, -other),
            _ => throw run.TypeError("BigInts have no unsigned right shift, use >> instead"),
        }));
    }

    public static bool? Less(Run run, JsValue left, JsValue right)
    {
        if (left.IsBigInt && right.IsBigInt)
            return left.BigInt < right.BigInt;

        var (one, other) = (Approximate(run, left), Approximate(run, right));
        return double.IsNaN(one) || double.IsNaN(other) ? null : one < other;
    }

    public static bool Same(Run run, JsValue left, JsValue right) =>
        Approximate(run, left) == Approximate(run, right);

    public static BigInteger Parse(Run run, string text)
    {
        var trimmed = Blanks.Trim(text);
        run.Step(trimmed.Length * trimmed.Length >> 10);
        if (trimmed.Length > BitsMax / 4)
            throw run.RangeError("Maximum BigInt size exceeded");
        if (trimmed.Length == 0)
            return BigInteger.Zero;
        if (trimmed.Length > 2 && trimmed[0] == '0' && !char.IsAsciiDigit(trimmed[1]))
            return WithRadix(run, trimmed);

        return BigInteger.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw run.SyntaxError($"Cannot convert {text} to a BigInt");
    }

    private static BigInteger WithRadix(Run run, string text)
    {
        var radix = char.ToLowerInvariant(text[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
        var number = BigInteger.Zero;
        foreach (var letter in text.AsSpan(2))
        {
            if (NumberText.DigitOf(letter) >= radix)
                throw run.SyntaxError($"Cannot convert {text} to a BigInt");
            number = (number * radix) + NumberText.DigitOf(letter);
        }

        return number;
    }

    private static double Approximate(Run run, JsValue value) =>
        value.IsBigInt ? NumberText.Nearest(value.BigInt) : Conversion.ToNumber(run, value);

    private static BigInteger Power(Run run, BigInteger one, BigInteger other)
    {
        if (other.Sign < 0)
            throw run.RangeError("Exponent must be non-negative");
        if (BigInteger.Abs(one) > 1 && (other > BitsMax || (one.GetBitLength() - 1) * (long)other > BitsMax))
            throw run.RangeError("Maximum BigInt size exceeded");

        run.Step(1_000);
        return BigInteger.Abs(one) > 1 ? BigInteger.Pow(one, (int)other)
            : other.IsZero ? BigInteger.One
            : one.Sign < 0 && other.IsEven ? BigInteger.One
            : one;
    }

    private static BigInteger Shift(Run run, BigInteger one, BigInteger by) =>
        by > BitsMax ? throw run.RangeError("Maximum BigInt size exceeded")
            : by < -BitsMax ? (one.Sign < 0 ? BigInteger.MinusOne : BigInteger.Zero)
            : by.Sign < 0 ? one >> (int)-by
            : one << (int)by;

    private static BigInteger Checked(Run run, BigInteger number) =>
        number.GetBitLength() <= BitsMax * 2 ? number : throw run.RangeError("Maximum BigInt size exceeded");
}
