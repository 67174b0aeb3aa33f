using System.Globalization;
using System.Numerics;
using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Running;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>Conversions between types (ECMA-262, 7.1).</summary>
internal static class Conversion
{
    public static bool ToBoolean(JsValue value) => value.Type switch
    {
        JsType.Boolean => value.Boolean,
        JsType.Number => value.Number != 0 && !double.IsNaN(value.Number),
        JsType.Text => value.TextLength != 0,
        JsType.BigInt => !value.BigInt.IsZero,
        JsType.Object or JsType.Symbol => true,
        _ => false,
    };

    public static double ToNumber(Run run, JsValue value) => value.Type switch
    {
        JsType.Number or JsType.Boolean => value.Number,
        JsType.Undefined or JsType.Hole => double.NaN,
        JsType.Null => 0,
        JsType.Text => NumberText.Parse(Charged(run, value)),
        JsType.Object => ToNumber(run, ToPrimitive(run, value, "number")),
        JsType.BigInt => throw run.TypeError("Cannot mix BigInt and other types, use explicit conversions"),
        _ => throw run.TypeError("Cannot convert a Symbol value to a number"),
    };

    /// <summary>A number or a big integer.</summary>
    public static JsValue ToNumeric(Run run, JsValue value)
    {
        if (value.IsNumber)
            return value;

        var primitive = ToPrimitive(run, value, "number");
        return primitive.IsBigInt ? primitive : ToNumber(run, primitive);
    }

    public static string ToText(Run run, JsValue value) => value.Type switch
    {
        JsType.Text => value.Text!,
        JsType.Number => Charge(run, NumberText.Of(value.Number)),
        JsType.Boolean => value.Boolean ? "true" : "false",
        JsType.Null => "null",
        JsType.BigInt => BigIntText(run, value.BigInt),
        JsType.Object => ToText(run, ToPrimitive(run, value, "string")),
        JsType.Symbol => throw run.TypeError("Cannot convert a Symbol value to a string"),
        _ => "undefined",
    };

    /// <summary>A text, put together or not.</summary>
    public static JsValue ToTextValue(Run run, JsValue value) => value.IsText ? value : ToText(run, value);

    /// <param name="run">The run.</param>
    /// <param name="value">Any value.</param>
    /// <param name="hint"><c>string</c>, <c>number</c> or <c>default</c>.</param>
    public static JsValue ToPrimitive(Run run, JsValue value, string hint = "default")
    {
        if (value.Object is not { } its)
            return value;

        using var level = run.Enter(4);
        if (its.Get(run, JsSymbol.ToPrimitive.Key) is { IsNullish: false } own)
        {
            var given = run.Call(own, its, hint);
            return given.Object is null ? given : throw run.TypeError("Cannot convert object to primitive value");
        }

        var textFirst = hint == "string" || (hint == "default" && its is JsDate);
        for (var round = 0; round < 2; round++)
        {
            if (its.Get(run, textFirst == (round == 0) ? "toString" : "valueOf").Function is not { } method)
                continue;
            if (method.Call(run, its, []) is { Object: null } primitive)
                return primitive;
        }

        throw run.TypeError("Cannot convert object to primitive value");
    }

    public static JsObject ToObject(Run run, JsValue value) => value.Type switch
    {
        JsType.Object => value.Object!,
        JsType.Undefined or JsType.Null or JsType.Hole =>
            throw run.TypeError("Cannot convert undefined or null to object"),
        _ => new BoxedValue(value, Realm.PrototypeOf(value)!),
    };

    /// <summary>Without its fraction; 0 for what is no number.</summary>
    public static double ToInteger(Run run, JsValue value)
    {
        var number = ToNumber(run, value);
        return double.IsNaN(number) ? 0 : Math.Truncate(number) + 0.0;
    }

    public static int ToInt32(Run run, JsValue value) => ToInt32(ToNumber(run, value));

    public static int ToInt32(double number)
    {
        if (number is >= int.MinValue and <= int.MaxValue)
            return (int)number;
        if (!double.IsFinite(number))
            return 0;

        return unchecked((int)(uint)(long)(Math.Truncate(number) % 4294967296.0));
    }

    /// <summary>A length or an index within 0 and the largest integer.</summary>
    public static int ToLength(Run run, JsValue value) =>
        (int)Math.Clamp(ToInteger(run, value), 0, int.MaxValue);

    /// <summary>A place within a length, counted from the end where it is negative.</summary>
    public static int ToPlace(Run run, JsValue value, int length, int otherwise)
    {
        if (value.IsUndefined)
            return otherwise;

        var place = ToInteger(run, value);
        return (int)(place < 0 ? Math.Max(0, length + place) : Math.Min(place, length));
    }

    public static string BigIntText(Run run, BigInteger number)
    {
        var bytes = number.GetByteCount();
        run.Step((int)Math.Min(int.MaxValue, (long)bytes * bytes / 256));
        return Charge(run, number.ToString(CultureInfo.InvariantCulture));
    }

    private static string Charged(Run run, JsValue text)
    {
        run.Step(text.TextLength >> 4);
        return text.Text!;
    }

    private static string Charge(Run run, string made)
    {
        run.Allocate(24 + (made.Length * 2L));
        return made;
    }
}
