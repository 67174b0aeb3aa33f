using Orchestrator.Core.Expressions.Liquid.Tags;

namespace Orchestrator.Core.Expressions.Liquid.Filters;

/// <summary>Lists of objects: those with a member, or with a value in it, and the members of all.</summary>
internal static class SelectFilters
{
    public static IEnumerable<(string Name, LiquidFilter Filter)> All =>
    [
        ("map", new(1, 1, Map)),
        ("where", new(1, 2, (value, arguments) => Select(value, arguments, isWanted: true))),
        ("reject", new(1, 2, (value, arguments) => Select(value, arguments, isWanted: false))),
        ("find", new(1, 2, (value, arguments) => Found(value, arguments)?.Item ?? LiquidValue.Nil)),
        ("find_index", new(1, 2, (value, arguments) =>
            Found(value, arguments) is { } found ? LiquidValue.Of(found.Index) : LiquidValue.Nil)),
        ("has", new(1, 2, (value, arguments) => LiquidValue.Of(Found(value, arguments) is not null))),
    ];

    private static LiquidValue Map(LiquidValue value, FilterArguments arguments)
    {
        if (value.Kind == LiquidKind.Object)
            return LiquidValue.Of([Member.Of(value, arguments[0], arguments.Rendering)]);

        return arguments.Rendering.NewList([.. Flat(value, arguments.Rendering).Select(item =>
            Member.Of(item, arguments[0], arguments.Rendering))]);
    }

    private static LiquidValue Select(LiquidValue value, FilterArguments arguments, bool isWanted)
    {
        if (value.Kind != LiquidKind.List)
            return value;

        return arguments.Rendering.NewList([.. value.Items.Where(item => Matches(item, arguments) == isWanted)]);
    }

    private static (LiquidValue Item, int Index)? Found(LiquidValue value, FilterArguments arguments)
    {
        var items = ForHead.ItemsOf(value, arguments.Rendering);
        for (var index = 0; index < items.Count; index++)
        {
            if (Matches(items[index], arguments))
                return (items[index], index);
        }

        return null;
    }

    /// <summary>Whether a member has the value that is asked for, or without one, any but nil and false.</summary>
    private static bool Matches(LiquidValue item, FilterArguments arguments)
    {
        arguments.Rendering.Step();
        var member = Member.Of(item, arguments[0], arguments.Rendering);
        return arguments[1].IsNil ? member.IsTruthy : Comparing.AreSame(arguments[1], member, arguments.Rendering);
    }

    private static IEnumerable<LiquidValue> Flat(LiquidValue value, Rendering rendering) =>
        ForHead.ItemsOf(value, rendering).SelectMany(item =>
            item.Kind == LiquidKind.List ? Flat(item, rendering) : [item]);
}
