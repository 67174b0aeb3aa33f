using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>What <c>Object</c> does with properties as such, and freezing.</summary>
internal static class PropertyBuiltIns
{
    public static void Define(JsObject type) => type
        .Method("freeze", 1, (run, _, given) => Freeze(run, given.At(0), values: true))
        .Method("seal", 1, (run, _, given) => Freeze(run, given.At(0), values: false))
        .Method("preventExtensions", 1, (_, _, given) =>
        {
            if (given.At(0).Object is { IsShared: false } its)
                its.IsExtensible = false;
            return given.At(0);
        })
        .Method("isFrozen", 1, (run, _, given) => Is(run, given.At(0), property =>
            !property.IsConfigurable && (!property.IsWritable || property.Value.Accessor is not null)))
        .Method("isSealed", 1, (run, _, given) => Is(run, given.At(0), property => !property.IsConfigurable))
        .Method("isExtensible", 1, (_, _, given) => given.At(0).Object is { IsExtensible: true })
        .Method("defineProperty", 3, (run, _, given) =>
        {
            DefineOne(run, Own(run, given.At(0)), PropertyKey.Of(run, given.At(1)), given.At(2));
            return given.At(0);
        })
        .Method("defineProperties", 2, (run, _, given) =>
        {
            DefineAll(run, Own(run, given.At(0)), given.At(1));
            return given.At(0);
        })
        .Method("getOwnPropertyDescriptor", 2, (run, _, given) =>
            Conversion.ToObject(run, given.At(0)).TryGetOwn(PropertyKey.Of(run, given.At(1)), out var property)
                ? Descriptor(run, property)
                : JsValue.Undefined)
        .Method("getOwnPropertyDescriptors", 1, (run, _, given) =>
        {
            var its = Conversion.ToObject(run, given.At(0));
            var all = new JsObject(Realm.ObjectPrototype);
            foreach (var key in its.OwnKeys(run))
            {
                if (its.TryGetOwn(key, out var property))
                    all.Define(run, key, new(Descriptor(run, property)));
            }

            return all;
        })
        .Method("getOwnPropertySymbols", 1, (run, _, given) =>
            JsArray.Of(run, Symbols(run, Conversion.ToObject(run, given.At(0)))));

    /// <summary>The names of an object's own members, without symbols.</summary>
    public static JsValue[] Names(Run run, JsObject its) =>
    [
        .. its.OwnKeys(run).Where(key => !JsSymbol.IsKey(key)).Select(key => (JsValue)key),
        .. its is JsArray ? (JsValue[])["length"] : [],
    ];

    /// <summary>The symbols among the names of an object's own members.</summary>
    public static JsValue[] Symbols(Run run, JsObject its) =>
    [
        .. its.OwnKeys(run).Where(JsSymbol.IsKey).Select(run.SymbolOf).OfType<JsSymbol>().Select(JsValue.From),
    ];

    public static void DefineAll(Run run, JsObject into, JsValue descriptors)
    {
        foreach (var (key, descriptor) in ObjectBuiltIns.Members(run, Conversion.ToObject(run, descriptors)))
            DefineOne(run, into, key, descriptor);
    }

    private static JsObject Own(Run run, JsValue value) =>
        value.Object is not { } its ? throw run.TypeError("Object.defineProperty called on non-object")
            : its.IsShared ? throw run.TypeError("The language's own objects are the same for all scripts")
            : its;

    public static void DefineOne(Run run, JsObject into, string key, JsValue given)
    {
        var descriptor = given.Object
            ?? throw run.TypeError($"Property description must be an object: {Run.Describe(given)}");
        var exists = into.TryGetOwn(key, out var before);
        if (exists ? !before.IsConfigurable && !before.IsWritable : !into.IsExtensible)
            throw run.TypeError($"Cannot redefine property: {PropertyKey.Shown(key)}");

        var traits = exists ? before.Traits : PropertyTraits.None;
        traits = Trait(run, descriptor, "enumerable", traits, PropertyTraits.Enumerable);
        traits = Trait(run, descriptor, "configurable", traits, PropertyTraits.Configurable);
        traits = Trait(run, descriptor, "writable", traits, PropertyTraits.Writable);
        var getter = descriptor.Get(run, "get").Function;
        var setter = descriptor.Get(run, "set").Function;
        var value = getter is not null || setter is not null ? JsValue.From(new Accessor(getter, setter))
            : descriptor.Has(run, "value") ? descriptor.Get(run, "value")
            : before.Value;
        into.Define(run, key, new(value, traits));
    }

    private static PropertyTraits Trait(Run run, JsObject descriptor, string name, PropertyTraits traits,
        PropertyTraits trait) =>
        !descriptor.Has(run, name) ? traits
            : Conversion.ToBoolean(descriptor.Get(run, name)) ? traits | trait
            : traits & ~trait;

    public static JsObject Descriptor(Run run, Property property)
    {
        run.Allocate(300);
        var made = new JsObject(Realm.ObjectPrototype);
        if (property.Value.Accessor is { } accessor)
        {
            made.Define(run, "get", new(accessor.Getter is { } getter ? getter : JsValue.Undefined));
            made.Define(run, "set", new(accessor.Setter is { } setter ? setter : JsValue.Undefined));
        }
        else
        {
            made.Define(run, "value", new(property.Value));
            made.Define(run, "writable", new(property.IsWritable));
        }

        made.Define(run, "enumerable", new(property.IsEnumerable));
        made.Define(run, "configurable", new(property.IsConfigurable));
        return made;
    }

    private static JsValue Freeze(Run run, JsValue value, bool values)
    {
        if (value.Object is { IsShared: false } its)
            its.Freeze(run, values);
        return value;
    }

    private static bool Is(Run run, JsValue value, Func<Property, bool> isSo)
    {
        if (value.Object is not { } its)
            return true;
        if (its.IsExtensible)
            return false;

        foreach (var key in its.OwnKeys(run))
        {
            if (its.TryGetOwn(key, out var property) && !isSo(property))
                return false;
        }

        return true;
    }
}
