using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>Methods of arrays that change them, and those that give a changed one.</summary>
internal static class ArrayEditing
{
    public static void Define(JsObject prototype) => prototype
        .Method("push", 1, (run, self, given) =>
        {
            var items = Items.Of(run, self);
            foreach (var item in given)
                items.Add(item);
            return items.Count;
        })
        .Method("pop", 0, (run, self, _) => TakeOut(run, Items.Of(run, self), items => items.Count - 1))
        .Method("shift", 0, (run, self, _) => TakeOut(run, Items.Of(run, self), _ => 0))
        .Method("unshift", 1, (run, self, given) =>
        {
            var items = Items.Of(run, self);
            items.Replace(run, 0, 0, given);
            return items.Count;
        })
        .Method("splice", 2, Splice)
        .Method("toSpliced", 2, (run, self, given) =>
        {
            var copy = Items.Copy(run, self);
            Splice(run, copy, given);
            return copy;
        })
        .Method("reverse", 0, (run, self, _) =>
        {
            Items.Of(run, self).Reverse(run);
            return self;
        })
        .Method("toReversed", 0, (run, self, _) =>
        {
            var copy = Items.Copy(run, self);
            copy.Reverse(run);
            return copy;
        })
        .Method("with", 2, (run, self, given) =>
        {
            var copy = Items.Copy(run, self);
            var index = Conversion.ToInteger(run, given.At(0));
            index = index < 0 ? copy.Count + index : index;
            if (index < 0 || index >= copy.Count)
                throw run.RangeError("Invalid index");
            copy.SetAt(run, (int)index, given.At(1));
            return copy;
        })
        .Method("fill", 1, (run, self, given) =>
        {
            var items = Items.Of(run, self);
            var end = Conversion.ToPlace(run, given.At(2), items.Count, items.Count);
            for (var index = Conversion.ToPlace(run, given.At(1), items.Count, 0); index < end; index++)
            {
                run.Step(1);
                items.SetAt(run, index, given.At(0));
            }

            return self;
        })
        .Method("copyWithin", 2, (run, self, given) =>
        {
            var items = Items.Of(run, self);
            var to = Conversion.ToPlace(run, given.At(0), items.Count, 0);
            var from = Conversion.ToPlace(run, given.At(1), items.Count, 0);
            var end = Conversion.ToPlace(run, given.At(2), items.Count, items.Count);
            var copied = items.AsSpan()[from..Math.Max(from, end)].ToArray();
            for (var index = 0; index < copied.Length && to + index < items.Count; index++)
            {
                run.Step(1);
                items.SetAt(run, to + index, copied[index]);
            }

            return self;
        });

    private static JsValue TakeOut(Run run, JsArray items, Func<JsArray, int> where)
    {
        if (items.Count == 0)
            return JsValue.Undefined;

        var index = where(items);
        var item = items.At(index);
        items.Replace(run, index, 1, []);
        return item;
    }

    private static JsValue Splice(Run run, JsValue self, JsValue[] given)
    {
        var items = Items.Of(run, self);
        var start = Conversion.ToPlace(run, given.At(0), items.Count, 0);
        var count = given.Length == 0 ? 0
            : given.Length == 1 ? items.Count - start
            : (int)Math.Clamp(Conversion.ToInteger(run, given[1]), 0, items.Count - start);
        var removed = JsArray.Of(run, items.AsSpan().Slice(start, count).ToArray());
        items.Replace(run, start, count, given.Length > 2 ? given.AsSpan(2) : []);
        return removed;
    }
}
