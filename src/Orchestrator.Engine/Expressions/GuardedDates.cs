using Jint.Native;
using Jint.Native.Date;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using JintEngine = Jint.Engine;

namespace Orchestrator.Engine.Expressions;

/// <summary>Dates without a clock; and with parts that are no larger than the engine can count through.</summary>
internal static class GuardedDates
{
    private const string NoClock =
        "There is no clock: what a script gives must be the same whenever it is looked at again. Bring the time in as an input of the order";

    private const string NoDice =
        "There is no randomness: what a script gives must be the same whenever it is looked at again. Bring it in as an input of the order";

    public static void Define(JintEngine engine, GuardedFunctions around)
    {
        var dates = engine.Date.PrototypeObject;
        foreach (var (name, property) in dates.GetOwnProperties().ToList())
        {
            if (name.StartsWith("set", StringComparison.Ordinal) && property.Value.AsObject() is ICallable original)
                around.Set(dates, name, (self, arguments) => original.Call(self, Bounded(around, name, arguments)));
        }

        around.Set(dates, "toISOString", (self, _) => Iso(around, self));
        around.Set(dates, "toJSON", (self, _) => Iso(around, self));
        around.Set(engine.Global, "Date", new JsValue(new DateMaker(engine, around)));
        around.Set(engine.Math, "random", (_, _) => throw around.Error(NoDice));
        foreach (var name in new[] { "newGuid", "newGuidString", "newShortGuid" })
            around.Set(engine.Global, name, (_, _) => throw around.Error(NoDice));
    }

    private static JsValue Iso(GuardedFunctions around, JsValue self)
    {
        if (!self.IsDate() || DateText.Of(self.AsDate().PrimitiveValue) is not { } text)
            throw around.Error("It is no date, or outside of the years 1 to 9999");

        return new JsValue(text);
    }

    private static JsValue[] Bounded(GuardedFunctions around, string function, JsValue[] arguments)
    {
        var first = function switch
        {
            "setFullYear" or "setUTCFullYear" or "setYear" => 0,
            "setMonth" or "setUTCMonth" => 1,
            _ => 2,
        };
        return Bounded(around, arguments, first);
    }

    /// <summary>Years, months and then the rest, beginning with one of them.</summary>
    private static JsValue[] Bounded(GuardedFunctions around, JsValue[] arguments, int first) =>
        [.. arguments.Take(7).Select((argument, index) => Bounded(around, TypeConverter.ToNumber(argument), first + index))];

    private static JsValue Bounded(GuardedFunctions around, double number, int part)
    {
        var most = part switch
        {
            0 => 275_760,
            1 => 100_000,
            _ => 8.64e15,
        };
        if (Math.Abs(number) > most)
            throw new JavaScriptException(around.Engine.RangeError, "A part of a date is too large");

        return new JsValue(number);
    }

    private sealed class DateMaker : FunctionInstance, IConstructor
    {
        private readonly GuardedFunctions _around;
        private readonly DateConstructor _original;

        public DateMaker(JintEngine engine, GuardedFunctions around)
            : base(engine, null, null, false)
        {
            _around = around;
            _original = engine.Date;
            Prototype = engine.Function.PrototypeObject;
            FastAddProperty("prototype", new JsValue(engine.Date.PrototypeObject), false, false, false);
            FastAddProperty("parse", engine.Date.Get("parse"), false, false, false);
            var utc = (ICallable)engine.Date.Get("UTC").AsObject();
            around.Set(this, "UTC", (self, arguments) => utc.Call(self, Bounded(around, arguments, 0)));
            around.Set(this, "now", (_, _) => throw around.Error(NoClock));
        }

        public override JsValue Call(JsValue self, JsValue[] arguments) => throw _around.Error(NoClock);

        public override bool HasInstance(JsValue value) => _original.HasInstance(value);

        public ObjectInstance Construct(JsValue[] arguments) => arguments.Length switch
        {
            0 => throw _around.Error(NoClock),
            1 => _original.Construct(arguments),
            _ => _original.Construct(Bounded(_around, arguments, 0)),
        };
    }
}
