using System.Numerics;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary><c>Math</c>; without dice.</summary>
internal static class MathBuiltIns
{
    public static void Define(Dictionary<string, JsValue> globals)
    {
        var math = new JsObject(Realm.ObjectPrototype);
        globals["Math"] = math;
        foreach (var (name, value) in new[]
        {
            ("PI", Math.PI), ("E", Math.E), ("LN2", Math.Log(2)), ("LN10", Math.Log(10)), ("LOG2E", 1 / Math.Log(2)),
            ("LOG10E", 1 / Math.Log(10)), ("SQRT2", Math.Sqrt(2)), ("SQRT1_2", Math.Sqrt(0.5)),
        })
            math.Constant(name, value);
        foreach (var (name, compute) in Functions())
            math.Method(name, 1, (run, _, given) => compute(Conversion.ToNumber(run, given.At(0))));

        math.Tag("Math");
        math
            .Method("pow", 2, (run, _, given) =>
                Operators.Power(Conversion.ToNumber(run, given.At(0)), Conversion.ToNumber(run, given.At(1))))
            .Method("atan2", 2, (run, _, given) =>
                Math.Atan2(Conversion.ToNumber(run, given.At(0)), Conversion.ToNumber(run, given.At(1))))
            .Method("imul", 2, (run, _, given) =>
                unchecked(Conversion.ToInt32(run, given.At(0)) * Conversion.ToInt32(run, given.At(1))))
            .Method("clz32", 1, (run, _, given) =>
                BitOperations.LeadingZeroCount((uint)Conversion.ToInt32(run, given.At(0))))
            .Method("max", 2, (run, _, given) => All(run, given, double.NegativeInfinity, Math.Max))
            .Method("min", 2, (run, _, given) => All(run, given, double.PositiveInfinity, Math.Min))
            .Method("hypot", 2, Length)
            .Method("random", 0, (run, _, _) =>
                throw run.TypeError("There is no randomness in a script: it must give the same again"));
    }

    private static IEnumerable<(string Name, Func<double, double> Compute)> Functions() =>
    [
        ("abs", Math.Abs), ("ceil", Math.Ceiling), ("floor", Math.Floor), ("trunc", Math.Truncate), ("round", Round),
        ("sqrt", Math.Sqrt), ("cbrt", CubeRoot), ("exp", Math.Exp), ("expm1", number =>
            number == 0 ? number : Math.Abs(number) < 1e-5 ? number + (number * number / 2) : Math.Exp(number) - 1),
        ("log", Math.Log), ("log2", Math.Log2), ("log10", Math.Log10),
        ("log1p", number => Math.Abs(number) < 1e-5 ? number - (number * number / 2) : Math.Log(1 + number)),
        ("sin", Math.Sin), ("cos", Math.Cos), ("tan", Math.Tan), ("asin", Math.Asin), ("acos", Math.Acos), ("atan",
            Math.Atan),
        ("sinh", Math.Sinh), ("cosh", Math.Cosh), ("tanh", Math.Tanh), ("asinh", Math.Asinh), ("acosh", Math.Acosh),
            ("atanh", Math.Atanh),
        ("sign", number => double.IsNaN(number) || number == 0 ? number : Math.Sign(number)),
        ("fround", number => (float)number),
    ];

    /// <summary>Exact where it is a whole number.</summary>
    private static double CubeRoot(double number)
    {
        var whole = Math.Round(Math.Cbrt(number));
        return whole * whole * whole == number ? whole : Math.Cbrt(number);
    }

    /// <summary>Halves go up, not to the even one.</summary>
    private static double Round(double number)
    {
        var down = Math.Floor(number);
        return number - down < 0.5 ? down : down == -1 ? -0.0 : down + 1;
    }

    /// <summary>The square root of the sum of squares, also where a square would be too large, or too small.</summary>
    private static JsValue Length(Run run, JsValue self, JsValue[] given)
    {
        var largest = All(run, given, 0, (most, next) => Math.Max(most, Math.Abs(next)));
        if (given.Any(value => double.IsInfinity(Conversion.ToNumber(run, value))))
            return double.PositiveInfinity;

        return largest is 0 or double.NaN ? largest
            : largest * Math.Sqrt(All(run, given, 0, (sum, next) => sum + ((next / largest) * (next / largest))));
    }

    private static double All(Run run, JsValue[] given, double first, Func<double, double, double> join)
    {
        var result = first;
        foreach (var value in given)
        {
            run.Step(1);
            result = join(result, Conversion.ToNumber(run, value));
        }

        return result;
    }
}
