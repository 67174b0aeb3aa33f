using System.Globalization;
using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Host;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>Between the values of programs and those outside of them.</summary>
internal static class Giving
{
    private const int PartsMax = 100_000;

    /// <summary>The years 1 to 9999, in milliseconds since 1970.</summary>
    private const double LeastTime = -62_135_596_800_000;
    private const double MostTime = 253_402_300_799_999;

    public static JsValue ToJs(Run run, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Boolean:
                return value.AsBoolean;
            case ValueKind.Number:
                return value.AsNumber;
            case ValueKind.String:
                return value.AsString;
            case ValueKind.Array:
                run.Allocate(96);
                return JsArray.From(run, value);
            case ValueKind.Object:
                run.Allocate(80);
                return JsObject.From(run, value, Realm.ObjectPrototype);
            default:
                return JsValue.Null;
        }
    }

    /// <summary>What a variable of a type holds: a date where it is one.</summary>
    public static JsValue ToJs(Run run, Value value, DataType type) =>
        type is { Kind: DataKind.DateTime, IsArray: false } && value.AsString is { } text
            ? (JsValue)new JsDate(DateText.Parse(text))
            : ToJs(run, value);

    /// <summary>What a program gives: a date remembers that it is one.</summary>
    public static Value ToResult(Run run, JsValue value)
    {
        return value.Object is JsDate { Time: >= LeastTime and <= MostTime } date
            ? Value.OfTime(DateText.Iso(date.Time)!)
            : ToValue(run, value);
    }

    /// <summary>
    /// As JSON has it: undefined and functions are null, or not there in objects; so are NaN and the infinities.
    /// </summary>
    /// <exception cref="LimitException">It is nested too deeply, or too large.</exception>
    public static Value ToValue(Run run, JsValue value)
    {
        var parts = 0;
        return ToValue(run, value, 0, ref parts);
    }

    private static Value ToValue(Run run, JsValue value, int depth, ref int parts)
    {
        switch (value.Type)
        {
            case JsType.Boolean:
                return value.Boolean;
            case JsType.Number:
                return double.IsFinite(value.Number) ? value.Number + 0.0 : Value.Null;
            case JsType.Text:
                return value.Text;
            case JsType.BigInt:
                return value.BigInt >= -(1L << 53) && value.BigInt <= 1L << 53
                    ? (double)value.BigInt
                    : Conversion.BigIntText(run, value.BigInt);
            case JsType.Object:
                if (depth == ValueJson.DepthMax)
                    throw new LimitException($"What it gives is nested more than {ValueJson.DepthMax} levels deep");
                return ToValue(run, value.Object!, depth, ref parts);
            default:
                return Value.Null;
        }
    }

    private static Value ToValue(Run run, JsObject its, int depth, ref int parts)
    {
        Count(run, ref parts);
        switch (its)
        {
            case JsArray { UntouchedItems: { } items }:
                return items;
            case JsArray array:
                return FromItems(run, array.AsSpan().ToArray(), depth, ref parts);
            case JsFunction:
                return Value.Null;
            case BoxedValue boxed:
                return ToValue(run, boxed.Content, depth, ref parts);
            case JsDate date:
                return DateText.Iso(date.Time);
            case JsError error:
                return Value.Object(("name", error.Get(run, "name").Text), ("message", error.Get(run, "message").Text));
            case JsRegExp expression:
                return expression.Shown;
            case JsMap { IsSet: true } set:
                return FromItems(run, [.. set.Keys()], depth, ref parts);
            case JsMap map:
                return FromMap(run, map, depth, ref parts);
            case TimeSpanObject span:
                return span.Length.ToString("c", CultureInfo.InvariantCulture);
            case { Untouched: { } given }:
                return given;
            default:
                return FromMembers(run, its, depth, ref parts);
        }
    }

    private static Value FromItems(Run run, JsValue[] items, int depth, ref int parts)
    {
        run.Allocate(items.Length * 16L);
        var given = new Value[items.Length];
        for (var index = 0; index < items.Length; index++)
        {
            Count(run, ref parts);
            given[index] = ToValue(run, items[index], depth + 1, ref parts);
        }

        return Value.Array(given);
    }

    private static Value FromMap(Run run, JsMap map, int depth, ref int parts)
    {
        var members = new List<(string, Value)>();
        foreach (var key in map.Keys())
        {
            Count(run, ref parts);
            members.Add((PropertyKey.Of(run, key), ToValue(run, map.Get(key), depth + 1, ref parts)));
        }

        return Value.Object([.. members]);
    }

    private static Value FromMembers(Run run, JsObject its, int depth, ref int parts)
    {
        var keys = its.OwnKeys(run);
        var members = new List<(string, Value)>(keys.Count);
        foreach (var key in keys)
        {
            Count(run, ref parts);
            if (JsSymbol.IsKey(key) || !its.TryGetOwn(key, out var property) || !property.IsEnumerable)
                continue;

            var member = property.Read(run, its);
            if (!member.IsUndefined && member.Function is null && member.Symbol is null)
                members.Add((key, ToValue(run, member, depth + 1, ref parts)));
        }

        run.Allocate(members.Count * 32L);
        return Value.Object([.. members]);
    }

    private static void Count(Run run, ref int parts)
    {
        run.Step(1);
        if (++parts > PartsMax)
            throw new LimitException($"What it gives has more than {PartsMax} parts");
    }
}
