using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>Sorting by merging: stable, and done in so many steps whatever a comparison says.</summary>
internal static class Sorting
{
    /// <summary>Sorted; undefined comes last, and then holes.</summary>
    public static JsValue[] Sorted(Run run, JsArray items, JsValue by)
    {
        if (!by.IsUndefined)
            run.CheckFunction(by);

        var all = items.AsSpan().ToArray();
        run.Allocate(all.Length * 48L);
        var there = all.Where(item => !item.IsUndefined && !item.IsHole).ToArray();
        var holes = all.Count(item => item.IsHole);
        var sorted = by.Function is { } function ? ByFunction(run, there, function) : ByText(run, there);
        return
        [
            .. sorted,
            .. Enumerable.Repeat(JsValue.Undefined, all.Length - there.Length - holes),
            .. Enumerable.Repeat(JsValue.Hole, holes),
        ];
    }

    private static JsValue[] ByText(Run run, JsValue[] items)
    {
        var keyed = new (string Key, JsValue Item)[items.Length];
        for (var index = 0; index < items.Length; index++)
            keyed[index] = (Conversion.ToText(run, items[index]), items[index]);

        Merge(run, keyed, (one, other) =>
        {
            run.Step(1 + (Math.Min(one.Key.Length, other.Key.Length) >> 6));
            return string.CompareOrdinal(one.Key, other.Key) > 0;
        });
        return [.. keyed.Select(item => item.Item)];
    }

    private static JsValue[] ByFunction(Run run, JsValue[] items, JsFunction function)
    {
        Merge(run, items, (one, other) =>
        {
            run.Allocate(56);
            return Conversion.ToNumber(run, function.Call(run, JsValue.Undefined, [one, other])) > 0;
        });
        return items;
    }

    private static void Merge<T>(Run run, T[] items, Func<T, T, bool> isAfter)
    {
        var other = new T[items.Length];
        for (var width = 1; width < items.Length; width *= 2)
        {
            for (var start = 0; start < items.Length; start += width * 2)
                MergeTwo(run, items, other, start, width, isAfter);
            other.CopyTo(items, 0);
        }
    }

    private static void MergeTwo<T>(Run run, T[] items, T[] into, int start, int width, Func<T, T, bool> isAfter)
    {
        var middle = Math.Min(start + width, items.Length);
        var end = Math.Min(middle + width, items.Length);
        var (left, right) = (start, middle);
        for (var place = start; place < end; place++)
        {
            run.Step(1);
            into[place] = left < middle && (right >= end || !isAfter(items[left], items[right]))
                ? items[left++]
                : items[right++];
        }
    }
}
