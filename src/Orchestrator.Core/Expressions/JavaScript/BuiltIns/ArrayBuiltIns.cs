using Orchestrator.Core.Expressions.JavaScript.Nodes;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary><c>Array</c>, and the methods of arrays that call back.</summary>
internal static class ArrayBuiltIns
{
    public static void Define(Dictionary<string, JsValue> globals)
    {
        var type = Definition.Type("Array", 1, Realm.ArrayPrototype, Make, Make);
        globals["Array"] = type;
        type
            .Method("isArray", 1, (_, _, given) => given.At(0).Object is JsArray { IsArguments: false })
            .Method("of", 0, (run, self, given) => Typed(run, self, JsArray.Of(run, [.. given])))
            .Method("from", 1, From);

        Realm.ArrayPrototype
            .Method("forEach", 1, (run, self, given) =>
            {
                Items.Find(run, self, given, (_, _, _) => false);
                return JsValue.Undefined;
            })
            .Method("map", 1, Map)
            .Method("filter", 1, Filter)
            .Method("find", 1, (run, self, given) =>
                Items.Find(run, self, given, Truly, holes: true) is >= 0 and var at ? Items.Of(run, self).At(at)
                    : JsValue.Undefined)
            .Method("findIndex", 1, (run, self, given) => Items.Find(run, self, given, Truly, holes: true))
            .Method("findLast", 1, (run, self, given) =>
                Items.FindLast(run, self, given) is >= 0 and var at ? Items.Of(run, self).At(at) : JsValue.Undefined)
            .Method("findLastIndex", 1, (run, self, given) => Items.FindLast(run, self, given))
            .Method("some", 1, (run, self, given) => Items.Find(run, self, given, Truly) >= 0)
            .Method("every", 1, (run, self, given) =>
                Items.Find(run, self, given, (_, _, result) => !Conversion.ToBoolean(result)) < 0)
            .Method("reduce", 1, (run, self, given) => Reduce(run, Items.Of(run, self), given, backwards: false))
            .Method("reduceRight", 1, (run, self, given) => Reduce(run, Items.Of(run, self), given, backwards: true))
            .Method("flatMap", 1, FlatMap)
            .Method("sort", 1, (run, self, given) =>
            {
                var items = Items.Of(run, self);
                var sorted = Sorting.Sorted(run, items, given.At(0));
                items.Overwrite(sorted.AsSpan(0, Math.Min(sorted.Length, items.Count)));
                return self;
            })
            .Method("toSorted", 1, (run, self, given) =>
                JsArray.Of(run, Sorting.Sorted(run, Items.Copy(run, self), given.At(0))))
            .Method("keys", 0, (run, self, _) => Iterator(run, Items.Of(run, self), (index, _) => index))
            .Method("values", 0, (run, self, _) => Iterator(run, Items.Of(run, self), (_, item) => item))
            .Method("entries", 0, (run, self, _) =>
                Iterator(run, Items.Of(run, self), (index, item) => JsArray.Of(run, index, item)))
            .Alias(JsSymbol.Iterator.Key, "values");
        ArrayEditing.Define(Realm.ArrayPrototype);
        ArrayReading.Define(Realm.ArrayPrototype);
        Realm.ArrayPrototype.TryGetOwn("values", out var values);
        Realm.ArgumentsPrototype.Define(null, JsSymbol.Iterator.Key, values);
        Realm.ArrayPrototype.Constant("length", 0);
    }

    /// <summary>What a class of the program that extends arrays is asked for is one of that class.</summary>
    private static JsValue Typed(Run run, JsValue type, JsArray made) =>
        type.Function is Closure { IsClass: true } its ? Items.Filled(run, its, made) : made;

    private static bool Truly(int index, JsValue item, JsValue result) => Conversion.ToBoolean(result);

    private static JsValue Make(Run run, JsValue self, JsValue[] given)
    {
        if (given is not [{ IsNumber: true } only])
            return JsArray.Of(run, [.. given]);
        if (only.Number < 0 || only.Number != Math.Truncate(only.Number) || only.Number > uint.MaxValue)
            throw run.RangeError("Invalid array length");

        var made = new JsArray(run, 0);
        made.SetCount(run, (int)Math.Min(only.Number, int.MaxValue));
        return made;
    }

    private static JsValue From(Run run, JsValue self, JsValue[] given)
    {
        var from = given.At(0);
        var function = given.At(1).IsUndefined ? null : run.CheckFunction(given.At(1));
        var isIterable = from.IsText || (from.Object is not null
            && !Access.Get(run, from, JsSymbol.Iterator.Key).IsNullish);
        if (from.IsNullish)
            throw run.TypeError($"{Run.Describe(from)} is not iterable");

        var made = new JsArray(run, 0);
        var items = isIterable ? Iteration.Of(run, from)
            : from.Object is null ? []
            : FunctionBuiltIns.ListOf(run, from);
        foreach (var item in items)
            made.Add(function is null ? item : function.Call(run, given.At(2), [item, made.Count]));
        return Typed(run, self, made);
    }

    private static JsValue Map(Run run, JsValue self, JsValue[] given)
    {
        var items = Items.Of(run, self);
        var made = new JsArray(run, 0);
        made.SetCount(run, items.Count);
        Items.Find(run, items, given, (index, _, result) =>
        {
            made.SetAt(run, index, result);
            return false;
        });
        return Items.Like(run, items, made);
    }

    private static JsValue Filter(Run run, JsValue self, JsValue[] given)
    {
        var made = new JsArray(run, 0);
        var items = Items.Of(run, self);
        Items.Find(run, items, given, (_, item, result) =>
        {
            if (Conversion.ToBoolean(result))
                made.Add(item);
            return false;
        });
        return Items.Like(run, items, made);
    }

    private static JsValue FlatMap(Run run, JsValue self, JsValue[] given)
    {
        var made = new JsArray(run, 0);
        Items.Find(run, self, given, (_, _, result) =>
        {
            if (result.Object is JsArray inner)
                Items.Flatten(run, inner, made, 0);
            else
                made.Add(result);
            return false;
        });
        return made;
    }

    private static JsValue Reduce(Run run, JsArray items, JsValue[] given, bool backwards)
    {
        var function = run.CheckFunction(given.At(0));
        var (has, sum) = (given.Length > 1, given.At(1));
        for (var round = 0; round < items.Count; round++)
        {
            run.Step(1);
            var index = backwards ? items.Count - 1 - round : round;
            if (items.Raw(index).IsHole)
                continue;

            run.Allocate(96);
            sum = has ? function.Call(run, JsValue.Undefined, [sum, items.At(index), index, items]) : items.At(index);
            has = true;
        }

        return has ? sum : throw run.TypeError("Reduce of empty array with no initial value");
    }

    private static NativeIterator Iterator(Run run, JsArray items, Func<int, JsValue, JsValue> give)
    {
        run.Allocate(160);
        return new NativeIterator(Going());

        IEnumerable<JsValue> Going()
        {
            for (var index = 0; index < items.Count; index++)
                yield return give(index, items.At(index));
        }
    }
}
