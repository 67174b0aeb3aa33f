namespace Orchestrator.Core.Expressions.Liquid.Filters;

/// <summary>Parts of texts and lists.</summary>
internal static class CutFilters
{
    private const string Dots = "...";

    public static IEnumerable<(string Name, LiquidFilter Filter)> All =>
    [
        ("slice", new(1, 2, Slice)),
        ("truncate", new(0, 2, Truncate)),
        ("truncatewords", new(0, 2, TruncateWords)),
        ("split", new(1, 1, Split)),
    ];

    private static LiquidValue Slice(LiquidValue value, FilterArguments arguments)
    {
        var length = arguments[1].IsNil ? 1 : arguments.Whole(1, 1);
        if (value.Kind == LiquidKind.List)
        {
            var (start, count) = Part(arguments.Whole(0, 0), length, value.Items.Count);
            return arguments.Rendering.NewList([.. value.Items.Skip(start).Take(count)]);
        }

        var text = arguments.TextOf(value);
        var (first, letters) = Part(arguments.Whole(0, 0), length, text.Length);
        return arguments.Rendering.NewText(text.Substring(first, letters));
    }

    /// <summary>A negative start counts from the end; what begins before the beginning is nothing.</summary>
    private static (int Start, int Count) Part(int start, int length, int all)
    {
        if (length <= 0 || start < -(long)all)
            return (0, 0);

        var first = start < 0 ? all + start : Math.Min(start, all);
        return (first, Math.Min(length, all - first));
    }

    /// <summary>To a length that counts the dots.</summary>
    private static LiquidValue Truncate(LiquidValue value, FilterArguments arguments)
    {
        var text = arguments.TextOf(value);
        var length = Math.Max(0, arguments.Whole(0, 50));
        if (text.Length <= length)
            return arguments.Rendering.NewText(text);

        var ending = arguments.Count < 2 ? Dots : arguments.Text(1);
        var result = arguments.Rendering.NewText();
        result.Append(text.AsSpan(0, Math.Max(0, length - ending.Length)));
        result.Append(ending);
        return LiquidValue.Of(result.ToString());
    }

    /// <summary>The dots come as soon as there are as many words as asked for, as in Elsa.</summary>
    private static LiquidValue TruncateWords(LiquidValue value, FilterArguments arguments)
    {
        var most = Math.Max(1, arguments.Whole(0, 15));
        var words = Words(arguments.TextOf(value));
        var result = arguments.Rendering.NewText();
        result.Append(string.Join(' ', words.Take(most)));
        if (words.Length >= most)
            result.Append(arguments.Count < 2 ? Dots : arguments.Text(1));

        return LiquidValue.Of(result.ToString());
    }

    private static LiquidValue Split(LiquidValue value, FilterArguments arguments)
    {
        var text = arguments.TextOf(value);
        var separator = arguments.Text(0);
        if (text.Length == 0 || text == separator)
            return LiquidValue.NoItems;

        // One more than may be: NewList refuses, and no huge array is made first.
        var most = arguments.Rendering.ItemsMax + 1;
        var parts = separator switch
        {
            "" => text.Take(most).Select(letter => letter.ToString()),
            " " => Words(text).Take(most),
            _ => text.Split(separator, most),
        };
        return arguments.Rendering.NewList([.. parts.Select(LiquidValue.Of)]);
    }

    private static string[] Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
