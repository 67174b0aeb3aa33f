using Orchestrator.Core.Expressions.Liquid.Tags;

namespace Orchestrator.Core.Expressions.Liquid.Filters;

/// <summary>
/// Lists in order, by themselves or by a member: numbers by their size, all else by its text; nil comes last. What is
/// the same keeps its order.
/// </summary>
internal static class SortFilters
{
    public static IEnumerable<(string Name, LiquidFilter Filter)> All =>
    [
        ("sort", new(0, 1, (value, arguments) => Sort(value, arguments, StringComparer.Ordinal))),
        ("sort_natural", new(0, 1, (value, arguments) => Sort(value, arguments, StringComparer.OrdinalIgnoreCase))),
    ];

    private static LiquidValue Sort(LiquidValue value, FilterArguments arguments, StringComparer comparer)
    {
        var items = ForHead.ItemsOf(value, arguments.Rendering);
        var keyed = items.Select(item => (Item: item, Key: KeyOf(item, arguments))).ToList();

        // As many comparisons as sorting needs at most, charged before.
        arguments.Rendering.Step(keyed.Count * 2);
        var present = keyed.Where(one => !one.Key.IsNil).ToList();
        var sorted = present.TrueForAll(one => one.Key.Kind == LiquidKind.Number)
            ? present.OrderBy(one => one.Key.Number)
            : present.Select(one => (one.Item, one.Key, Text: arguments.TextOf(one.Key)))
                .OrderBy(one => one.Text, comparer)
                .Select(one => (one.Item, one.Key));
        return arguments.Rendering.NewList(
            [.. sorted.Concat(keyed.Where(one => one.Key.IsNil)).Select(one => one.Item)]);
    }

    private static LiquidValue KeyOf(LiquidValue item, FilterArguments arguments) =>
        arguments[0].IsNil ? item : Member.Of(item, arguments[0], arguments.Rendering);
}
