using System.Globalization;
using System.Numerics;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary><c>Number</c> and <c>BigInt</c>.</summary>
internal static class NumberBuiltIns
{
    private const double SafeMax = 9007199254740991;

    public static void Define(Dictionary<string, JsValue> globals)
    {
        var type = Definition.Type(
            "Number", 1, Realm.NumberPrototype,
            (run, _, given) => Of(run, given),
            (run, _, given) => new BoxedValue(Of(run, given), Realm.NumberPrototype));
        globals["Number"] = type;
        type
            .Constant("MAX_SAFE_INTEGER", SafeMax)
            .Constant("MIN_SAFE_INTEGER", -SafeMax)
            .Constant("MAX_VALUE", double.MaxValue)
            .Constant("MIN_VALUE", double.Epsilon)
            .Constant("EPSILON", Math.Pow(2, -52))
            .Constant("POSITIVE_INFINITY", double.PositiveInfinity)
            .Constant("NEGATIVE_INFINITY", double.NegativeInfinity)
            .Constant("NaN", double.NaN)
            .Method("isInteger", 1, (_, _, given) => IsWhole(given.At(0)))
            .Method("isSafeInteger", 1, (_, _, given) => IsWhole(given.At(0)) && Math.Abs(given[0].Number) <= SafeMax)
            .Method("isFinite", 1, (_, _, given) => given.At(0).IsNumber && double.IsFinite(given[0].Number))
            .Method("isNaN", 1, (_, _, given) => given.At(0).IsNumber && double.IsNaN(given[0].Number));

        Realm.NumberPrototype
            .Method("toString", 1, (run, self, given) => NumberFormats.WithRadix(run, This(run, self), given.At(0)))
            .Method("toLocaleString", 0, (run, self, given) => NumberFormats.Grouped(run, This(run, self), given.At(1)))
            .Method("valueOf", 0, (run, self, _) => This(run, self))
            .Method("toFixed", 1, (run, self, given) => NumberFormats.Fixed(run, This(run, self), given.At(0)))
            .Method("toPrecision", 1, (run, self, given) => NumberFormats.Precise(run, This(run, self), given.At(0)))
            .Method("toExponential", 1, (run, self, given) =>
                NumberFormats.Exponential(run, This(run, self), given.At(0)));
        DefineBigInt(globals);
    }

    private static JsValue Of(Run run, JsValue[] given)
    {
        if (given.Length == 0)
            return 0;

        var number = Conversion.ToNumeric(run, given[0]);
        return number.IsBigInt ? NumberText.Nearest(number.BigInt) : number;
    }

    private static bool IsWhole(JsValue value) => value.IsNumber && double.IsInteger(value.Number);

    private static double This(Run run, JsValue self) =>
        self.IsNumber ? self.Number
            : self.Object is BoxedValue { Content.IsNumber: true } boxed ? boxed.Content.Number
            : throw run.TypeError("It is called on what is no number");

    private static void DefineBigInt(Dictionary<string, JsValue> globals)
    {
        var type = Definition.Type(
            "BigInt", 1, Realm.BigIntPrototype,
            (run, _, given) => JsValue.From(ToBigInt(run, Conversion.ToPrimitive(run, given.At(0), "number"))), null);
        globals["BigInt"] = type;
        type
            .Method("asIntN", 2, (run, _, given) => JsValue.From(Cut(run, given, isSigned: true)))
            .Method("asUintN", 2, (run, _, given) => JsValue.From(Cut(run, given, isSigned: false)));
        Realm.BigIntPrototype.Tag("BigInt");
        Realm.BigIntPrototype
            .Method("toString", 0, (run, self, given) => BigIntText(run, self, given.At(0)))
            .Method("toLocaleString", 0, (run, self, _) => BigIntText(run, self, JsValue.Undefined))
            .Method("valueOf", 0, (_, self, _) => self.Object is BoxedValue boxed ? boxed.Content : self);
    }

    private static BigInteger ToBigInt(Run run, JsValue value) => value.Type switch
    {
        JsType.BigInt => value.BigInt,
        JsType.Boolean => value.Boolean ? 1 : 0,
        JsType.Text => BigIntOperators.Parse(run, value.Text!),
        JsType.Number when double.IsInteger(value.Number) => new BigInteger(value.Number),
        JsType.Number => throw run.RangeError(
            $"The number {Run.Describe(value)} cannot be converted to a BigInt because it is not an integer"),
        _ => throw run.TypeError($"Cannot convert {Run.Describe(value)} to a BigInt"),
    };

    private static BigInteger Cut(Run run, JsValue[] given, bool isSigned)
    {
        var bits = (int)Math.Clamp(Conversion.ToInteger(run, given.At(0)), 0, 1_000);
        var size = BigInteger.One << bits;
        var rest = BigInteger.Remainder(ToBigInt(run, given.At(1)), size);
        rest = rest.Sign < 0 ? rest + size : rest;
        return isSigned && bits > 0 && rest >= size >> 1 ? rest - size : rest;
    }

    private static JsValue BigIntText(Run run, JsValue self, JsValue radix)
    {
        var number = self.IsBigInt ? self.BigInt
            : self.Object is BoxedValue { Content.IsBigInt: true } boxed ? boxed.Content.BigInt
            : throw run.TypeError("It is called on what is no BigInt");
        var by = radix.IsUndefined ? 10 : Conversion.ToInteger(run, radix);
        if (by is < 2 or > 36)
            throw run.RangeError("toString() radix must be between 2 and 36");
        if (by == 10)
            return Conversion.BigIntText(run, number);

        var digits = new Stack<char>();
        for (var rest = BigInteger.Abs(number); !rest.IsZero; rest /= (int)by)
        {
            run.Step(1 + (rest.GetByteCount() >> 3));
            digits.Push("0123456789abcdefghijklmnopqrstuvwxyz"[(int)(rest % (int)by)]);
        }

        return (number.Sign < 0 ? "-" : "") + (digits.Count == 0 ? "0" : new string([.. digits]));
    }
}
