using Orchestrator.Core.Expressions.JavaScript.Nodes;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary><c>Object</c>.</summary>
internal static class ObjectBuiltIns
{
    public static void Define(Dictionary<string, JsValue> globals)
    {
        var type = Definition.Type("Object", 1, Realm.ObjectPrototype, Make, Make);
        globals["Object"] = type;
        type
            .Method("keys", 1, (run, _, given) => List(run, given.At(0), (key, _) => key))
            .Method("values", 1, (run, _, given) => List(run, given.At(0), (_, value) => value))
            .Method("entries", 1, (run, _, given) =>
                List(run, given.At(0), (key, value) => JsArray.Of(run, key, value)))
            .Method("assign", 2, Assign)
            .Method("fromEntries", 1, FromEntries)
            .Method("create", 2, Create)
            .Method("is", 2, (_, _, given) => Is(given.At(0), given.At(1)))
            .Method("hasOwn", 2, (run, _, given) =>
                Conversion.ToObject(run, given.At(0)).TryGetOwn(PropertyKey.Of(run, given.At(1)), out Property _))
            .Method("groupBy", 2, GroupBy)
            .Method("getOwnPropertyNames", 1, (run, _, given) => JsArray.Of(run,
                [.. PropertyBuiltIns.Names(run, Conversion.ToObject(run, given.At(0))),
                    .. given.At(0).IsText ? (JsValue[])["length"] : []]))
            .Method("getPrototypeOf", 1, (run, _, given) =>
                given.At(0).IsNullish ? throw run.TypeError("Cannot convert undefined or null to object")
                    : given.At(0).Object is { } its ? its.Prototype
                    : Realm.PrototypeOf(given.At(0)))
            .Method("setPrototypeOf", 2, SetPrototype);
        PropertyBuiltIns.Define(type);

        Realm.ObjectPrototype
            .Method("hasOwnProperty", 1, (run, self, given) =>
                Conversion.ToObject(run, self).TryGetOwn(PropertyKey.Of(run, given.At(0)), out _))
            .Method("isPrototypeOf", 1, (run, self, given) => IsPrototype(run, self, given.At(0)))
            .Method("propertyIsEnumerable", 1, (run, self, given) =>
                Conversion.ToObject(run, self).TryGetOwn(PropertyKey.Of(run, given.At(0)), out var property)
                    && property.IsEnumerable)
            .Method("toString", 0, (run, self, _) => $"[object {Tag(run, self)}]")
            .Method("toLocaleString", 0, (run, self, _) => Conversion.ToText(run, self))
            .Method("valueOf", 0, (run, self, _) => Conversion.ToObject(run, self));
        var prototypeAccessor = new Accessor(
            new NativeFunction("__proto__", 0, (run, self, _) =>
                self.Object is { } its ? its.Prototype : Realm.PrototypeOf(self)),
            new NativeFunction("__proto__", 1, (run, self, given) => SetPrototype(run, self, [self, given.At(0)])));
        Realm.ObjectPrototype.Define(null, "__proto__", new(JsValue.From(prototypeAccessor),
            PropertyTraits.Configurable));
    }

    /// <summary>Names and values of what can be enumerated.</summary>
    public static IEnumerable<(string Key, JsValue Value)> Members(Run run, JsObject its)
    {
        foreach (var key in its.OwnKeys(run))
        {
            if (!JsSymbol.IsKey(key) && its.TryGetOwn(key, out var property) && property.IsEnumerable)
                yield return (key, property.Read(run, its));
        }
    }

    /// <summary>Puts what is grouped into arrays by key.</summary>
    public static List<(JsValue Key, JsArray Items)> Groups(Run run, JsValue items, JsValue by, bool asNames)
    {
        var function = run.CheckFunction(by);
        var places = new JsMap(isSet: false, Realm.MapPrototype);
        var groups = new List<(JsValue, JsArray)>();
        var index = 0;
        foreach (var item in Iteration.Of(run, items))
        {
            var key = function.Call(run, JsValue.Undefined, [item, index++]);
            if (asNames)
                key = PropertyKey.Of(run, key);
            if (!places.Has(key))
            {
                places.Put(run, key, groups.Count);
                groups.Add((key, new JsArray(run)));
            }

            groups[(int)places.Get(key).Number].Item2.Add(item);
        }

        return groups;
    }

    private static JsValue Make(Run run, JsValue self, JsValue[] given)
    {
        run.Allocate(80);
        return given.At(0).IsNullish ? new JsObject(Realm.ObjectPrototype) : Conversion.ToObject(run, given.At(0));
    }

    private static JsValue List(Run run, JsValue value, Func<string, JsValue, JsValue> give)
    {
        var list = new JsArray(run, 0);
        foreach (var (key, member) in Members(run, Conversion.ToObject(run, value)))
            list.Add(give(key, member));
        return list;
    }

    private static JsValue Assign(Run run, JsValue self, JsValue[] given)
    {
        var into = Conversion.ToObject(run, given.At(0));
        foreach (var from in given.Skip(1).Where(from => !from.IsNullish))
        {
            var its = Conversion.ToObject(run, from);
            foreach (var key in its.OwnKeys(run))
            {
                if (its.TryGetOwn(key, out var property) && property.IsEnumerable)
                    into.Set(run, key, property.Read(run, its));
            }
        }

        return into;
    }

    private static JsValue FromEntries(Run run, JsValue self, JsValue[] given)
    {
        var made = new JsObject(Realm.ObjectPrototype);
        run.Allocate(80);
        foreach (var entry in Iteration.Of(run, given.At(0)))
        {
            if (entry.Object is null)
                throw run.TypeError($"Iterator value {Run.Describe(entry)} is not an entry object");
            made.Define(run, PropertyKey.Of(run, Access.Get(run, entry, 0)), new(Access.Get(run, entry, 1)));
        }

        return made;
    }

    private static JsValue Create(Run run, JsValue self, JsValue[] given)
    {
        if (given.At(0).Object is null && !given.At(0).IsNull)
            throw run.TypeError("Object prototype may only be an Object or null");

        run.Allocate(80);
        var made = new JsObject(given.At(0).Object);
        if (!given.At(1).IsUndefined)
            PropertyBuiltIns.DefineAll(run, made, given.At(1));
        return made;
    }

    private static JsValue SetPrototype(Run run, JsValue self, JsValue[] given)
    {
        if (given.At(0).Object is not { } its || (given.At(1).Object is null && !given.At(1).IsNull))
            return given.At(0);
        if (its.IsShared)
            throw run.TypeError("The language's own objects are the same for all scripts");

        for (var at = given.At(1).Object; at is not null; at = at.Prototype)
        {
            run.Step(1);
            if (ReferenceEquals(at, its))
                throw run.TypeError("Cyclic __proto__ value");
        }

        its.Prototype = given.At(1).Object;
        return given.At(0);
    }

    private static JsValue GroupBy(Run run, JsValue self, JsValue[] given)
    {
        var made = new JsObject(null);
        foreach (var (key, items) in Groups(run, given.At(0), given.At(1), asNames: true))
            made.Define(run, key.Text!, new(items));
        return made;
    }

    private static bool Is(JsValue left, JsValue right) =>
        left.IsNumber && right.IsNumber
            ? left.Number.Equals(right.Number) && double.IsNegative(left.Number) == double.IsNegative(right.Number)
            : Operators.Same(left, right);

    private static bool IsPrototype(Run run, JsValue self, JsValue of)
    {
        for (var at = of.Object?.Prototype; at is not null; at = at.Prototype)
        {
            run.Step(1);
            if (ReferenceEquals(at, self.Object))
                return true;
        }

        return false;
    }

    private static string Tag(Run run, JsValue self) =>
        self.IsUndefined ? "Undefined"
            : self.IsNull ? "Null"
            : Access.Get(run, self, JsSymbol.ToStringTag.Key).Text ?? Conversion.ToObject(run, self) switch
            {
                JsArray { IsArguments: false } => "Array",
                { ClassName: "Promise" or "Map" or "Set" or "Iterator" or "Generator" or "TimeSpan" } => "Object",
                var its => its.ClassName,
            };
}
