using Jint.Native;
using Jint.Native.Array;
using Jint.Native.Date;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Orchestrator.Core.Values;
using JintEngine = Jint.Engine;

namespace Orchestrator.Engine.Expressions;

/// <summary>Between our values and the engine's.</summary>
internal sealed class JsValues(JintEngine engine, Guard guard)
{
    private const int ValuesMax = 200_000;

    public JsValue ToJs(Js value) => value.IsUndefined ? JsValue.Undefined : ToJs(value.Value);

    public JsValue ToJs(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Boolean:
                return value.AsBoolean ? JsValue.True : JsValue.False;
            case ValueKind.Number:
                return new JsValue(value.AsNumber);
            case ValueKind.String:
                return new JsValue(value.AsString!);
            case ValueKind.Array:
                var items = new JsValue[value.Items.Length];
                for (var index = 0; index < items.Length; index++)
                    items[index] = ToJs(value.Items[index]);
                return new JsValue(ArrayOf(items));
            case ValueKind.Object:
                var created = engine.Object.Construct(Arguments.Empty);
                foreach (var (name, member) in value.Members)
                    created.FastAddProperty(name, ToJs(member), writable: true, enumerable: true, configurable: true);
                return new JsValue(created);
            default:
                return JsValue.Null;
        }
    }

    public ArrayInstance ArrayOf(JsValue[] items)
    {
        guard.CheckItems(items.Length);
        var array = (ArrayInstance)engine.Array.Construct(Arguments.Empty);
        for (var index = 0; index < items.Length; index++)
            array.FastAddProperty(
                index.ToString(System.Globalization.CultureInfo.InvariantCulture), items[index], true, true, true);

        array.Put("length", new JsValue(items.Length), true);
        return array;
    }

    /// <summary>As JSON has it: undefined, functions and what is no number are null, dates are text.</summary>
    /// <exception cref="LimitException">It is too deep, or too large, or holds itself.</exception>
    public Value ToValue(JsValue value)
    {
        var left = ValuesMax;
        return ToValue(value, ValueJson.DepthMax - 1, ref left);
    }

    private Value ToValue(JsValue value, int depth, ref int left)
    {
        if (--left < 0)
            throw new LimitException($"A value has more than {ValuesMax} parts");

        switch (value.Type)
        {
            case Types.Boolean:
                return value.AsBoolean();
            case Types.Number:
                return double.IsFinite(value.AsNumber()) ? value.AsNumber() : Value.Null;
            case Types.String:
                return value.AsString();
            case Types.Object:
                if (depth < 0)
                    throw new LimitException(
                        $"A value is nested deeper than {ValueJson.DepthMax} levels, or holds itself");
                return OfObject(value.AsObject(), depth, ref left);
            default:
                return Value.Null;
        }
    }

    private Value OfObject(ObjectInstance value, int depth, ref int left)
    {
        switch (value)
        {
            case FunctionInstance:
                return Value.Null;
            case DateInstance date:
                return DateText.Of(date.PrimitiveValue);
            case Jint.Runtime.Interop.IObjectWrapper:
                return Value.Null;
            case ArrayInstance array:
                return OfArray(array, depth, ref left);
        }

        if (value is IPrimitiveInstance primitive)
            return ToValue(primitive.PrimitiveValue, depth - 1, ref left);

        var members = new List<(string, Value)>();
        foreach (var (name, property) in value.GetOwnProperties().ToList())
        {
            if (property.Enumerable != true)
                continue;

            var member = value.Get(name);
            if (!member.IsUndefined() && !(member.IsObject() && member.AsObject() is FunctionInstance))
                members.Add((name, ToValue(member, depth - 1, ref left)));
        }

        return Value.Object([.. members]);
    }

    private Value OfArray(ArrayInstance array, int depth, ref int left)
    {
        var length = (long)array.Get("length").AsNumber();
        guard.CheckItems(length);
        var items = new Value[length];
        for (var index = 0; index < items.Length; index++)
            items[index] = ToValue(
                array.Get(index.ToString(System.Globalization.CultureInfo.InvariantCulture)), depth - 1, ref left);

        return Value.Array(items);
    }
}
