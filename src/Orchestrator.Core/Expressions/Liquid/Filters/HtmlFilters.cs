using System.Globalization;
using System.Text;

namespace Orchestrator.Core.Expressions.Liquid.Filters;

/// <summary>HTML: what is written so that it is no markup, and markup taken away.</summary>
internal static class HtmlFilters
{
    private static readonly (string Entity, string Letter)[] Entities =
    [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&nbsp;", "\u00A0"),
        ("&amp;", "&"),
    ];

    public static IEnumerable<(string Name, LiquidFilter Filter)> All =>
    [
        ("escape", new(0, 0, (value, arguments) => Escape(arguments.TextOf(value), arguments))),
        ("escape_once", new(0, 0, (value, arguments) => Escape(Plain(arguments.TextOf(value)), arguments))),
        ("strip_html", TextFilters.Of(StripHtml)),
    ];

    private static LiquidValue Escape(string text, FilterArguments arguments)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '"' => result.Append("&quot;"),
                '\'' => result.Append("&#39;"),
                '&' => result.Append("&amp;"),
                (>= 160 and < 256) or > char.MaxValue =>
                    result.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};"),
                _ => result.Append(rune.ToString()),
            };
        }

        return arguments.Rendering.NewText(result.ToString());
    }

    private static string Plain(string text) =>
        Entities.Aggregate(text, (so, one) => so.Replace(one.Entity, one.Letter, StringComparison.Ordinal));

    /// <summary>Everything from a less-than sign to the next greater-than sign.</summary>
    private static string StripHtml(string text)
    {
        var result = new StringBuilder(text.Length);
        var isInside = false;
        foreach (var letter in text)
        {
            if (letter is '<' or '>')
                isInside = letter == '<';
            else if (!isInside)
                result.Append(letter);
        }

        return result.ToString();
    }
}
