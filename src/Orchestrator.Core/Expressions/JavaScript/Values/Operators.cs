using System.Numerics;
using Orchestrator.Core.Expressions.JavaScript.Running;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>What the operators do with values (ECMA-262, 7.2 and 13).</summary>
internal static class Operators
{
    public static JsValue Add(Run run, JsValue left, JsValue right)
    {
        if (left.IsNumber && right.IsNumber)
            return left.Number + right.Number;

        left = Conversion.ToPrimitive(run, left);
        right = Conversion.ToPrimitive(run, right);
        if (left.IsText || right.IsText)
            return Concat(run, Conversion.ToTextValue(run, left), Conversion.ToTextValue(run, right));

        return left.IsBigInt || right.IsBigInt
            ? BigIntOperators.Compute(run, "+", Conversion.ToNumeric(run, left), Conversion.ToNumeric(run, right))
            : Conversion.ToNumber(run, left) + Conversion.ToNumber(run, right);
    }

    public static JsValue Concat(Run run, JsValue left, JsValue right)
    {
        const int PutTogetherBelow = 200;
        if (left.TextLength == 0)
            return right;
        if (right.TextLength == 0)
            return left;

        var length = left.TextLength + right.TextLength;
        run.CheckText(length);
        if (length >= PutTogetherBelow)
        {
            run.Allocate(64);
            return JsValue.From(new Rope(run, left.Content!, right.Content!, length));
        }

        run.Allocate(24 + (length * 2));
        return left.Text + right.Text;
    }

    public static JsValue Compute(Run run, string symbol, JsValue left, JsValue right)
    {
        if (symbol == "+")
            return Add(run, left, right);

        left = Conversion.ToNumeric(run, left);
        right = Conversion.ToNumeric(run, right);
        return left.IsNumber && right.IsNumber
            ? Compute(symbol, left.Number, right.Number)
            : BigIntOperators.Compute(run, symbol, left, right);
    }

    public static double Power(double left, double right) =>
        double.IsNaN(right) || (Math.Abs(left) == 1 && double.IsInfinity(right)) ? double.NaN : Math.Pow(left, right);

    /// <summary>Null where one is no number.</summary>
    public static bool? Less(Run run, JsValue left, JsValue right, bool leftFirst = true)
    {
        if (left.IsNumber && right.IsNumber)
            return Less(left.Number, right.Number);

        if (leftFirst)
        {
            left = Conversion.ToPrimitive(run, left, "number");
            right = Conversion.ToPrimitive(run, right, "number");
        }
        else
        {
            right = Conversion.ToPrimitive(run, right, "number");
            left = Conversion.ToPrimitive(run, left, "number");
        }

        if (left.IsText && right.IsText)
            return string.CompareOrdinal(left.Text, right.Text) < 0;
        if (left.IsBigInt || right.IsBigInt)
            return BigIntOperators.Less(run, left, right);

        return Less(Conversion.ToNumber(run, left), Conversion.ToNumber(run, right));
    }

    public static bool Same(JsValue left, JsValue right)
    {
        if (left.IsNumber)
            return right.IsNumber && left.Number == right.Number;
        if (ReferenceEquals(left.Content, right.Content))
            return left.Number == right.Number;

        return (left.IsText && right.IsText && left.TextLength == right.TextLength
                && string.Equals(left.Text, right.Text, StringComparison.Ordinal))
            || (left.IsBigInt && right.IsBigInt && left.BigInt == right.BigInt);
    }

    /// <summary>As <c>===</c>, but NaN is the same as itself.</summary>
    public static bool SameValueZero(JsValue left, JsValue right) =>
        Same(left, right)
        || (left.IsNumber && right.IsNumber && double.IsNaN(left.Number) && double.IsNaN(right.Number));

    public static bool LooselySame(Run run, JsValue left, JsValue right)
    {
        if (left.Type == right.Type)
            return Same(left, right);
        if (left.IsNullish || right.IsNullish)
            return left.IsNullish && right.IsNullish;
        if (left.Object is not null || right.Object is not null)
            return LooselySame(run, Conversion.ToPrimitive(run, left), Conversion.ToPrimitive(run, right));
        if (left.Symbol is not null || right.Symbol is not null)
            return false;
        if (left.IsBigInt || right.IsBigInt)
            return BigIntOperators.Same(run, left, right);

        return Conversion.ToNumber(run, left) == Conversion.ToNumber(run, right);
    }

    public static string TypeOf(JsValue value) => value.Type switch
    {
        JsType.Boolean => "boolean",
        JsType.Number => "number",
        JsType.Text => "string",
        JsType.Symbol => "symbol",
        JsType.BigInt => "bigint",
        JsType.Object when value.Function is not null => "function",
        JsType.Object or JsType.Null => "object",
        _ => "undefined",
    };

    public static bool InstanceOf(Run run, JsValue value, JsValue type)
    {
        if (type.Object is null)
            throw run.TypeError("Right-hand side of 'instanceof' is not an object");
        if (type.Object.Get(run, JsSymbol.HasInstance.Key).Function is { } own)
            return Conversion.ToBoolean(own.Call(run, type, [value]));
        if (type.Function is not { } function)
            throw run.TypeError("Right-hand side of 'instanceof' is not callable");

        while (function is BoundFunction bound)
            function = bound.Inner;
        var prototype = function.Get(run, "prototype").Object;
        for (var at = value.Object?.Prototype; at is not null; at = at.Prototype)
        {
            run.Step(1);
            if (ReferenceEquals(at, prototype))
                return true;
        }

        return false;
    }

    private static bool? Less(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? null : left < right;

    private static double Compute(string symbol, double left, double right) => symbol switch
    {
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        "%" => double.IsInfinity(right) && double.IsFinite(left) ? left : left % right,
        "**" => Power(left, right),
        "&" => Conversion.ToInt32(left) & Conversion.ToInt32(right),
        "|" => Conversion.ToInt32(left) | Conversion.ToInt32(right),
        "^" => Conversion.ToInt32(left) ^ Conversion.ToInt32(right),
        "<<" => Conversion.ToInt32(left) << (Conversion.ToInt32(right) & 31),
        ">>" => Conversion.ToInt32(left) >> (Conversion.ToInt32(right) & 31),
        _ => (uint)Conversion.ToInt32(left) >> (Conversion.ToInt32(right) & 31),
    };
}
