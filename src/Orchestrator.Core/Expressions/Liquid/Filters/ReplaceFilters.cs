namespace Orchestrator.Core.Expressions.Liquid.Filters;

/// <summary>Texts within texts, replaced or removed.</summary>
internal static class ReplaceFilters
{
    public static IEnumerable<(string Name, LiquidFilter Filter)> All =>
    [
        ("replace", new(1, 2, (value, arguments) => ReplaceAll(value, arguments, arguments.Text(1)))),
        ("replace_first", new(1, 2, (value, arguments) =>
            ReplaceOne(value, arguments, arguments.Text(1), isLast: false))),
        ("replace_last", new(1, 2, (value, arguments) =>
            ReplaceOne(value, arguments, arguments.Text(1), isLast: true))),
        ("remove", new(1, 1, (value, arguments) => ReplaceAll(value, arguments, ""))),
        ("remove_first", new(1, 1, (value, arguments) => ReplaceOne(value, arguments, "", isLast: false))),
        ("remove_last", new(1, 1, (value, arguments) => ReplaceOne(value, arguments, "", isLast: true))),
    ];

    /// <summary>In the place of nothing, it is put before, behind and between all letters.</summary>
    private static LiquidValue ReplaceAll(LiquidValue value, FilterArguments arguments, string with)
    {
        var text = arguments.TextOf(value);
        var what = arguments.Text(0);
        var result = arguments.Rendering.NewText();
        var place = 0;
        while (Next(text, what, place) is var found and >= 0)
        {
            arguments.Rendering.Step();
            result.Append(text.AsSpan(place, found - place));
            result.Append(with);
            if (what.Length == 0 && found < text.Length)
                result.Append(text[found]);
            place = found + Math.Max(1, what.Length);
        }

        if (place < text.Length)
            result.Append(text.AsSpan(place));
        return LiquidValue.Of(result.ToString());
    }

    private static int Next(string text, string what, int from)
    {
        if (what.Length == 0)
            return from <= text.Length ? from : -1;

        return from < text.Length ? text.IndexOf(what, from, StringComparison.Ordinal) : -1;
    }

    private static LiquidValue ReplaceOne(LiquidValue value, FilterArguments arguments, string with, bool isLast)
    {
        var text = arguments.TextOf(value);
        var what = arguments.Text(0);
        var found = isLast
            ? text.LastIndexOf(what, StringComparison.Ordinal)
            : text.IndexOf(what, StringComparison.Ordinal);
        if (found < 0)
            return value;

        var result = arguments.Rendering.NewText();
        result.Append(text.AsSpan(0, found));
        result.Append(with);
        result.Append(text.AsSpan(found + what.Length));
        return LiquidValue.Of(result.ToString());
    }
}
