using Jint.Native;
using Jint.Native.Array;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;
using JintEngine = Jint.Engine;

namespace Orchestrator.Engine.Expressions;

/// <summary>
/// The engine's own functions with the guard around them: what goes in and what comes out is bounded.
/// </summary>
internal sealed class GuardedFunctions(JintEngine engine, Guard guard)
{
    public JintEngine Engine => engine;

    /// <summary>Puts the guard around every function that an object has.</summary>
    public void Wrap(ObjectInstance owner)
    {
        var needsArray = ReferenceEquals(owner, engine.Array.PrototypeObject);
        foreach (var (_, property) in owner.GetOwnProperties().ToList())
        {
            if (property.Value is { } value
                && value.IsObject()
                && value.AsObject() is FunctionInstance function
                && function is not Guarded)
                property.Value = new JsValue(new Guarded(this, function, needsArray));
        }
    }

    /// <summary>Sets a function of ours.</summary>
    public void Set(ObjectInstance owner, string name, Func<JsValue, JsValue[], JsValue> function) =>
        owner.FastSetProperty(
            name, new(new JsValue(Function(function)), writable: false, enumerable: false, configurable: false));

    public void Set(ObjectInstance owner, string name, JsValue value) =>
        owner.FastSetProperty(name, new(value, writable: false, enumerable: false, configurable: false));

    public FunctionInstance Function(Func<JsValue, JsValue[], JsValue> function) =>
        new ClrFunctionInstance(engine, (self, arguments) =>
    {
        guard.Check();
        return function(self, arguments);
    });

    /// <summary>Function.prototype.apply, of lists that are not too long.</summary>
    public JsValue Apply(JsValue self, JsValue[] arguments)
    {
        if (!self.IsObject() || self.AsObject() is not ICallable function)
            throw new JavaScriptException(engine.TypeError, "What is called is no function");

        var on = arguments is [var first, ..] ? first : JsValue.Undefined;
        if (arguments is not [_, var list, ..] || list.IsUndefined() || list.IsNull())
            return function.Call(on, []);
        if (!list.IsObject())
            throw new JavaScriptException(engine.TypeError, "The arguments are no list");

        var count = TypeConverter.ToUint32(list.AsObject().Get("length"));
        guard.CheckItems(count);
        var items = new JsValue[count];
        for (var index = 0; index < items.Length; index++)
            items[index] = list.AsObject().Get(index.ToString(System.Globalization.CultureInfo.InvariantCulture));

        return function.Call(on, items);
    }

    /// <summary>A value that is a text or an array is not too long.</summary>
    public void Check(JsValue value)
    {
        if (value.IsString())
            guard.CheckText(value.AsString().Length);
        else if (value.IsObject() && value.AsObject() is ArrayInstance array)
            guard.CheckItems((long)array.Get("length").AsNumber());
    }

    public JavaScriptException Error(string message) => new(engine.Error, message);

    private JsValue Call(FunctionInstance function, bool needsArray, JsValue self, JsValue[] arguments)
    {
        guard.Check();
        if (needsArray && !(self.IsObject() && self.AsObject() is ArrayInstance))
            throw new JavaScriptException(engine.TypeError, "A function of arrays was called on what is no array");

        CheckAll(self, arguments);
        var result = function.Call(self, arguments);
        Check(result);
        Check(self);
        return result;
    }

    /// <summary>Each is bounded, and all together: some functions put them into one.</summary>
    private void CheckAll(JsValue self, JsValue[] arguments)
    {
        guard.CheckItems(arguments.Length);
        Check(self);
        long items = 0;
        foreach (var argument in arguments)
        {
            Check(argument);
            if (argument.IsObject() && argument.AsObject() is ArrayInstance array)
                items += (long)array.Get("length").AsNumber();
        }

        guard.CheckItems(items);
    }

    private sealed class Guarded : FunctionInstance, IConstructor
    {
        private readonly GuardedFunctions _owner;
        private readonly FunctionInstance _function;
        private readonly bool _needsArray;

        public Guarded(GuardedFunctions owner, FunctionInstance function, bool needsArray)
            : base(owner.Engine, null, null, false)
        {
            _owner = owner;
            _function = function;
            _needsArray = needsArray;
            Prototype = owner.Engine.Function.PrototypeObject;
            foreach (var (name, property) in function.GetOwnProperties())
                FastSetProperty(name, property);
        }

        public override JsValue Call(JsValue self, JsValue[] arguments) =>
            _owner.Call(_function, _needsArray, self, arguments);

        public override bool HasInstance(JsValue value) => _function.HasInstance(value);

        public ObjectInstance Construct(JsValue[] arguments)
        {
            if (_function is not IConstructor constructor)
                throw new JavaScriptException(_owner.Engine.TypeError, "It makes no objects");

            _owner.CheckAll(JsValue.Undefined, arguments);
            if (_function is ArrayConstructor && arguments is [var length] && length.IsNumber())
                _owner.CheckLength(length.AsNumber());
            return constructor.Construct(arguments);
        }
    }

    private void CheckLength(double length) => guard.CheckItems(length < long.MaxValue ? (long)length : long.MaxValue);
}
