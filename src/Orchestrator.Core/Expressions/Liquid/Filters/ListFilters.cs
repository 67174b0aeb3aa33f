using Orchestrator.Core.Expressions.Liquid.Tags;

namespace Orchestrator.Core.Expressions.Liquid.Filters;

/// <summary>Lists: their items, joined, turned round, put together.</summary>
internal static class ListFilters
{
    public static IEnumerable<(string Name, LiquidFilter Filter)> All =>
    [
        ("join", new(0, 1, Join)),
        ("first", new(0, 0, (value, arguments) => Member.Of(value, "first", arguments.Rendering))),
        ("last", new(0, 0, (value, arguments) => Member.Of(value, "last", arguments.Rendering))),
        ("size", new(0, 0, (value, arguments) => Member.Of(value, "size", arguments.Rendering))),
        ("concat", new(1, 1, Concat)),
        ("reverse", new(0, 0, Reverse)),
        ("compact", new(0, 1, Compact)),
        ("uniq", new(0, 1, Uniq)),
        ("sum", new(0, 1, (value, arguments) => LiquidValue.Of(Sum(value, arguments)))),
        ("default", new(0, 1, Default)),
        ("keys", new(0, 0, Keys)),
    ];

    private static LiquidValue Join(LiquidValue value, FilterArguments arguments)
    {
        if (value.Kind != LiquidKind.List)
            return value;

        var separator = arguments.Count == 0 ? " " : arguments.Text(0);
        var result = arguments.Rendering.NewText();
        for (var index = 0; index < value.Items.Count; index++)
        {
            result.Append(index == 0 ? "" : separator);
            result.Append(arguments.TextOf(value.Items[index]));
        }

        return LiquidValue.Of(result.ToString());
    }

    private static LiquidValue Concat(LiquidValue value, FilterArguments arguments)
    {
        if (arguments[0].Kind != LiquidKind.List)
            throw new LiquidFailure("The argument of the filter 'concat' is no list.");

        IEnumerable<LiquidValue> first = value.Kind == LiquidKind.List ? Flat(value) : value.IsNil ? [] : [value];
        return arguments.Rendering.NewList(
            [.. first.Concat(Flat(arguments[0])).Take(arguments.Rendering.ItemsMax + 1)]);
    }

    /// <summary>The items of a list, and of the lists within it.</summary>
    private static IEnumerable<LiquidValue> Flat(LiquidValue list) =>
        list.Items.SelectMany(item => item.Kind == LiquidKind.List ? Flat(item) : [item]);

    private static LiquidValue Reverse(LiquidValue value, FilterArguments arguments) => value.Kind switch
    {
        LiquidKind.List => arguments.Rendering.NewList([.. value.Items.Reverse()]),
        LiquidKind.Text => arguments.Rendering.NewList(
        [
            .. value.Text!.Reverse().Take(arguments.Rendering.ItemsMax + 1)
                .Select(letter => LiquidValue.Of($"{letter}")),
        ]),
        _ => value,
    };

    /// <summary>Without nil; of objects, without those whose member is nil.</summary>
    private static LiquidValue Compact(LiquidValue value, FilterArguments arguments) =>
        arguments.Rendering.NewList([.. ForHead.ItemsOf(value, arguments.Rendering).Where(item =>
            !(arguments.Count == 0 ? item : Member.Of(item, arguments[0], arguments.Rendering)).IsNil)]);

    /// <summary>The first of those that are the same; of objects, of those with the same member.</summary>
    private static LiquidValue Uniq(LiquidValue value, FilterArguments arguments)
    {
        var kept = new List<LiquidValue>();
        var scalars = new HashSet<(LiquidKind, decimal, string?)>();
        var known = new List<LiquidValue>();
        foreach (var item in ForHead.ItemsOf(value, arguments.Rendering))
        {
            var key = arguments.Count == 0 ? item : Member.Of(item, arguments[0], arguments.Rendering);
            var isNew = key.Kind is LiquidKind.List or LiquidKind.Object
                ? IsNew(key)
                : scalars.Add((key.Kind, key.Number, key.Text));
            if (isNew)
                kept.Add(item);
        }

        return arguments.Rendering.NewList(kept);

        bool IsNew(LiquidValue key)
        {
            if (known.Any(other => other.Kind == key.Kind && Comparing.AreSame(other, key, arguments.Rendering)))
                return false;

            known.Add(key);
            return true;
        }
    }

    private static decimal Sum(LiquidValue value, FilterArguments arguments)
    {
        var sum = 0m;
        try
        {
            foreach (var item in ForHead.ItemsOf(value, arguments.Rendering))
                sum += Summand(item, arguments);
        }
        catch (OverflowException)
        {
            throw new LiquidFailure("A number became too large.");
        }

        return sum;
    }

    private static decimal Summand(LiquidValue item, FilterArguments arguments) => item.Kind switch
    {
        LiquidKind.List => Sum(item, arguments),
        LiquidKind.Object when arguments.Count > 0 =>
            Conversion.ToNumber(Member.Of(item, arguments[0], arguments.Rendering)),
        LiquidKind.Number or LiquidKind.Text when arguments.Count == 0 => Conversion.ToNumber(item),
        _ => 0,
    };

    /// <summary>In the place of nil, of what is empty, and of false unless that is allowed.</summary>
    private static LiquidValue Default(LiquidValue value, FilterArguments arguments)
    {
        var isMissing = value.IsNil || Comparing.IsEmpty(value)
            || (!value.IsTruthy && !arguments.Named("allow_false").IsTruthy);
        return isMissing ? arguments[0] : value;
    }

    private static LiquidValue Keys(LiquidValue value, FilterArguments arguments) =>
        value.Members is { } members
            ? arguments.Rendering.NewList([.. members.Names.Select(LiquidValue.Of)])
            : LiquidValue.Nil;
}
