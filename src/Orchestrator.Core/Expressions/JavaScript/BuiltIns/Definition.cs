using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>How the language's own objects are put together.</summary>
internal static class Definition
{
    public static JsObject Method(this JsObject target, string name, int length, Native call)
    {
        target.Define(null, name, new(new NativeFunction(name, length, call), PropertyTraits.Hidden));
        return target;
    }

    public static JsObject Getter(this JsObject target, string name, Native call)
    {
        var accessor = new Accessor(new NativeFunction(name, 0, call), null);
        target.Define(null, name, new(JsValue.From(accessor), PropertyTraits.Configurable));
        return target;
    }

    public static JsObject Constant(this JsObject target, string name, JsValue value)
    {
        target.Define(null, name, new(value, PropertyTraits.None));
        return target;
    }

    /// <summary>Another name for a method that is there.</summary>
    public static JsObject Alias(this JsObject target, string name, string other)
    {
        target.TryGetOwn(other, out var property);
        target.Define(null, name, property);
        return target;
    }

    /// <summary>A type: what makes its instances, and what they begin with.</summary>
    public static NativeFunction Type(string name, int length, JsObject prototype, Native call, Native? construct)
    {
        var type = new NativeFunction(name, length, call, construct);
        type.Define(null, "prototype", new(prototype, PropertyTraits.None));
        prototype.Define(null, "constructor", new(type, PropertyTraits.Hidden));
        return type;
    }

    public static void Tag(this JsObject target, string name) =>
        target.Define(null, JsSymbol.ToStringTag.Key, new(name, PropertyTraits.Configurable));
}
