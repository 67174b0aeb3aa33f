using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>What the methods of arrays have in common.</summary>
internal static class Items
{
    /// <summary>The array that a method is called on; what only looks like one is taken over into one.</summary>
    public static JsArray Of(Run run, JsValue self)
    {
        if (self.Object is JsArray array)
            return array;
        if (self.IsText)
            return JsArray.Of(run, [.. self.Text!.Select(letter => (JsValue)TextMembers.Of(letter))]);
        if (self.Object is { } its && its.Has(run, "length"))
            return JsArray.Of(run, FunctionBuiltIns.ListOf(run, self));

        throw run.TypeError("It is called on what is no array");
    }

    /// <summary>Another array with the same items; nothing is missing in it.</summary>
    public static JsArray Copy(Run run, JsValue self)
    {
        var items = Of(run, self);
        var copied = new JsValue[items.Count];
        run.Step(copied.Length >> 3);
        run.Allocate(copied.Length * 16L);
        for (var index = 0; index < copied.Length; index++)
            copied[index] = items.At(index);
        return JsArray.Of(run, copied);
    }

    /// <summary>What a method gives of an array: where a class of the program extends arrays, one of it.</summary>
    public static JsValue Like(Run run, JsArray its, JsArray made)
    {
        if (ReferenceEquals(its.Prototype, Realm.ArrayPrototype)
            || its.Get(run, "constructor").Function is not Closure { IsClass: true } type)
            return made;

        return Filled(run, type, made);
    }

    /// <summary>An instance of a class with the items of an array.</summary>
    public static JsValue Filled(Run run, JsFunction type, JsArray items)
    {
        using var level = run.Enter(4);
        var instance = type.Construct(run, [], type);
        if (instance.Object is JsArray array)
        {
            array.Replace(run, 0, array.Count, items.AsSpan());
            return instance;
        }

        for (var index = 0; index < items.Count; index++)
            instance.Object!.Set(run, PropertyKey.Of(index), items.At(index));
        instance.Object!.Set(run, "length", items.Count);
        return instance;
    }

    /// <summary>Calls a function for each item that is there, until it gives what ends it.</summary>
    /// <returns>The place where it ended; -1 where it went through.</returns>
    public static int Find(Run run, JsValue self, JsValue[] given, Func<int, JsValue, JsValue, bool> ends,
        bool holes = false)
    {
        var items = Of(run, self);
        var function = run.CheckFunction(given.At(0));
        JsValue owner = items;
        for (var index = 0; index < items.Count; index++)
        {
            run.Step(1);
            var item = items.Raw(index);
            if (item.IsHole && !holes)
                continue;

            item = items.At(index);
            run.Allocate(72);
            if (ends(index, item, function.Call(run, given.At(1), [item, index, owner])))
                return index;
        }

        return -1;
    }

    /// <summary>The same from the end.</summary>
    public static int FindLast(Run run, JsValue self, JsValue[] given)
    {
        var items = Of(run, self);
        var function = run.CheckFunction(given.At(0));
        for (var index = items.Count - 1; index >= 0; index--)
        {
            run.Step(1);
            run.Allocate(72);
            if (Conversion.ToBoolean(function.Call(run, given.At(1), [items.At(index), index, items])))
                return index;
        }

        return -1;
    }

    public static string Join(Run run, JsArray items, string between)
    {
        if (!run.Joining.Add(items))
            return "";

        using var level = run.Enter(6);
        try
        {
            var text = new System.Text.StringBuilder();
            for (var index = 0; index < items.Count; index++)
            {
                run.Step(1);
                if (index > 0)
                    text.Append(between);
                var item = items.At(index);
                if (!item.IsNullish)
                    text.Append(Conversion.ToText(run, item));
                run.CheckText(text.Length);
            }

            run.Step(text.Length >> 5);
            run.Allocate(text.Length * 4L);
            return text.ToString();
        }
        finally
        {
            run.Joining.Remove(items);
        }
    }

    /// <summary>Items of arrays in an array in their place.</summary>
    public static void Flatten(Run run, JsArray from, JsArray into, double depth)
    {
        using var level = run.Enter(4);
        for (var index = 0; index < from.Count; index++)
        {
            run.Step(1);
            var item = from.Raw(index);
            if (item.Object is JsArray inner && depth >= 1)
                Flatten(run, inner, into, depth - 1);
            else if (!item.IsHole)
                into.Add(from.At(index));
        }
    }
}
