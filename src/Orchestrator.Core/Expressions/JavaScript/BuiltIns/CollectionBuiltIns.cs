using Orchestrator.Core.Expressions.JavaScript.Nodes;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary><c>Map</c> and <c>Set</c>; the weak ones are the same, for a run is short.</summary>
internal static class CollectionBuiltIns
{
    public static void Define(Dictionary<string, JsValue> globals)
    {
        foreach (var (name, isSet, prototype) in new[]
        {
            ("Map", false, Realm.MapPrototype), ("Set", true, Realm.SetPrototype),
            ("WeakMap", false, Realm.WeakMapPrototype), ("WeakSet", true, Realm.WeakSetPrototype),
        })
        {
            globals[name] = Definition.Type(
                name, 0, prototype,
                (run, _, _) => throw run.TypeError($"Constructor {name} requires 'new'"),
                (run, _, given) => Make(run, given.At(0), new JsMap(isSet, prototype)));
            prototype
                .Method("has", 1, (run, self, given) => Of(run, self).Has(given.At(0)))
                .Method("delete", 1, (run, self, given) => Of(run, self).Remove(given.At(0)));
            prototype.Tag(name);
            if (isSet)
                prototype.Method("add", 1, (run, self, given) => Put(run, self, given.At(0), given.At(0)));
            else
                prototype
                    .Method("get", 1, (run, self, given) => Of(run, self).Get(given.At(0)))
                    .Method("set", 2, (run, self, given) => Put(run, self, given.At(0), given.At(1)));
        }

        DefineGoing(Realm.MapPrototype, "entries");
        DefineGoing(Realm.SetPrototype, "values");
        SetAlgebra.Define(Realm.SetPrototype);
        globals["Map"].Object!.Method("groupBy", 2, (run, _, given) =>
        {
            var map = new JsMap(isSet: false, Realm.MapPrototype);
            foreach (var (key, items) in ObjectBuiltIns.Groups(run, given.At(0), given.At(1), asNames: false))
                map.Put(run, key, items);
            return map;
        });
    }

    public static JsMap Of(Run run, JsValue self) =>
        self.Object as JsMap ?? throw run.TypeError("It is called on what is no Map or Set");

    private static void DefineGoing(JsObject prototype, string iterator) => prototype
        .Method("clear", 0, (run, self, _) =>
        {
            Of(run, self).Clear();
            return JsValue.Undefined;
        })
        .Method("forEach", 1, ForEach)
        .Method("keys", 0, (run, self, _) => new NativeIterator(Of(run, self).Keys(run)))
        .Method("values", 0, (run, self, _) => new NativeIterator(Of(run, self).Values(run)))
        .Method("entries", 0, (run, self, _) => new NativeIterator(Of(run, self).Entries(run)))
        .Getter("size", (run, self, _) => Of(run, self).Count)
        .Alias(JsSymbol.Iterator.Key, iterator);

    private static JsValue Make(Run run, JsValue from, JsMap made)
    {
        run.Allocate(200);
        if (from.IsNullish)
            return made;

        foreach (var item in Iteration.Of(run, from))
        {
            if (!made.IsSet && item.Object is null)
                throw run.TypeError($"Iterator value {Run.Describe(item)} is not an entry object");
            var key = made.IsSet ? item : Access.Get(run, item, 0);
            CheckKey(run, made, key);
            made.Put(run, key, made.IsSet ? item : Access.Get(run, item, 1));
        }

        return made;
    }

    /// <summary>The weak ones take objects only.</summary>
    private static void CheckKey(Run run, JsMap map, JsValue key)
    {
        if (key.Object is null && key.Symbol is null
            && (map.Prototype == Realm.WeakMapPrototype || map.Prototype == Realm.WeakSetPrototype))
            throw run.TypeError("Invalid value used as a weak key");
    }

    private static JsValue Put(Run run, JsValue self, JsValue key, JsValue value)
    {
        var map = Of(run, self);
        CheckKey(run, map, key);
        map.Put(run, key, value);
        return self;
    }

    private static JsValue ForEach(Run run, JsValue self, JsValue[] given)
    {
        var map = Of(run, self);
        var function = run.CheckFunction(given.At(0));
        foreach (var key in map.Keys(run))
        {
            run.Allocate(72);
            function.Call(run, given.At(1), [map.IsSet ? key : map.Get(key), key, self]);
        }

        return JsValue.Undefined;
    }
}
