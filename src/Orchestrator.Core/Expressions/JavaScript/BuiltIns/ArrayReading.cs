using Orchestrator.Core.Expressions.JavaScript.Nodes;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>Methods of arrays that look at them.</summary>
internal static class ArrayReading
{
    public static void Define(JsObject prototype) => prototype
        .Method("at", 1, (run, self, given) =>
        {
            var items = Items.Of(run, self);
            var index = Conversion.ToInteger(run, given.At(0));
            index = index < 0 ? items.Count + index : index;
            return index >= 0 && index < items.Count ? items.At((int)index) : JsValue.Undefined;
        })
        .Method("concat", 1, Concat)
        .Method("slice", 2, (run, self, given) =>
        {
            var items = Items.Of(run, self);
            var start = Conversion.ToPlace(run, given.At(0), items.Count, 0);
            var end = Conversion.ToPlace(run, given.At(1), items.Count, items.Count);
            run.Step(Math.Max(0, end - start) >> 4);
            return Items.Like(run, items, JsArray.Of(run, items.AsSpan()[start..Math.Max(start, end)].ToArray()));
        })
        .Method("indexOf", 1, (run, self, given) =>
            IndexOf(run, Items.Of(run, self), given, Operators.Same))
        .Method("includes", 1, (run, self, given) =>
            IndexOf(run, Items.Of(run, self), given, (item, looked) =>
                Operators.SameValueZero(item.IsHole ? JsValue.Undefined : item, looked)) >= 0)
        .Method("lastIndexOf", 1, LastIndexOf)
        .Method("join", 1, (run, self, given) => Items.Join(
            run, Items.Of(run, self), given.At(0).IsUndefined ? "," : Conversion.ToText(run, given.At(0))))
        .Method("toString", 0, (run, self, _) => Items.Join(run, Items.Of(run, self), ","))
        .Method("toLocaleString", 0, (run, self, _) => Items.Join(run, Localized(run, Items.Of(run, self)), ","))
        .Method("flat", 0, (run, self, given) =>
        {
            var made = new JsArray(run, 0);
            Items.Flatten(run, Items.Of(run, self), made, given.At(0).IsUndefined ? 1
                : Conversion.ToInteger(run, given.At(0)));
            return made;
        });

    private static JsValue Concat(Run run, JsValue self, JsValue[] given)
    {
        var made = new JsArray(run, 0);
        foreach (var part in given.Prepend(self.Object is JsArray ? self : Items.Of(run, self)))
        {
            var items = part.Object as JsArray;
            if (part.Object is { } its
                && its.Get(run, JsSymbol.IsConcatSpreadable.Key) is { IsUndefined: false } spread)
                items = Conversion.ToBoolean(spread) ? Items.Of(run, part) : null;
            if (items is null)
            {
                made.Add(part);
                continue;
            }

            run.CheckItems(made.Count + items.Count);
            run.Step(items.Count >> 3);
            foreach (var item in items.AsSpan())
                made.Add(item);
        }

        return made;
    }

    private static JsArray Localized(Run run, JsArray items)
    {
        var made = new JsArray(run, 0);
        for (var index = 0; index < items.Count; index++)
        {
            run.Step(1);
            var item = items.At(index);
            made.Add(item.IsNullish ? "" : run.Call(Access.Get(run, item, "toLocaleString"), item));
        }

        return made;
    }

    private static int IndexOf(Run run, JsArray items, JsValue[] given, Func<JsValue, JsValue, bool> isSame)
    {
        for (var index = Conversion.ToPlace(run, given.At(1), items.Count, 0); index < items.Count; index++)
        {
            run.Step(1);
            if (isSame(items.Raw(index), given.At(0)))
                return index;
        }

        return -1;
    }

    private static JsValue LastIndexOf(Run run, JsValue self, JsValue[] given)
    {
        var items = Items.Of(run, self);
        var start = given.Length < 2 ? items.Count - 1 : Conversion.ToInteger(run, given[1]);
        start = start < 0 && given.Length > 1 ? items.Count + start : start;
        for (var index = (int)Math.Min(start, items.Count - 1); index >= 0; index--)
        {
            run.Step(1);
            if (Operators.Same(items.Raw(index), given.At(0)))
                return index;
        }

        return -1;
    }
}
