using System.Globalization;

namespace Orchestrator.Core.Expressions.Liquid.Filters;

/// <summary>Texts: what is put before or behind, upper and lower case, white space.</summary>
internal static class TextFilters
{
    public static IEnumerable<(string Name, LiquidFilter Filter)> All =>
    [
        ("append", new(1, 1, (value, arguments) => Join(arguments, arguments.TextOf(value), arguments.Text(0)))),
        ("prepend", new(1, 1, (value, arguments) => Join(arguments, arguments.Text(0), arguments.TextOf(value)))),
        ("upcase", Of(text => text.ToUpper(CultureInfo.InvariantCulture))),
        ("downcase", Of(text => text.ToLower(CultureInfo.InvariantCulture))),
        ("capitalize", Of(Capitalize)),
        ("strip", Of(text => text.Trim())),
        ("lstrip", Of(text => text.TrimStart())),
        ("rstrip", Of(text => text.TrimEnd())),
        ("strip_newlines", Of(text => text.Replace("\r", "").Replace("\n", ""))),
        ("newline_to_br", new(0, 0, (value, arguments) => ToBreaks(arguments.TextOf(value), arguments))),
        ("raw", Of(text => text)),
        ("handle", Of(Handle)),
        ("handleize", Of(Handle)),
    ];

    /// <summary>A filter that makes a text, no longer than before, of a text.</summary>
    public static LiquidFilter Of(Func<string, string> make) => new(0, 0, (value, arguments) =>
        arguments.Rendering.NewText(make(arguments.TextOf(value))));

    private static LiquidValue Join(FilterArguments arguments, string first, string second)
    {
        var text = arguments.Rendering.NewText();
        text.Append(first);
        text.Append(second);
        return LiquidValue.Of(text.ToString());
    }

    /// <summary>The first letter of each word, as Elsa does it; Liquid elsewhere takes the first word only.</summary>
    private static string Capitalize(string text) => string.Create(text.Length, text, (result, source) =>
    {
        for (var index = 0; index < result.Length; index++)
        {
            var starts = index == 0 || char.IsWhiteSpace(source[index - 1]) || source[index - 1] is '-' or '.';
            result[index] = starts ? char.ToUpperInvariant(source[index]) : source[index];
        }
    });

    private static LiquidValue ToBreaks(string text, FilterArguments arguments)
    {
        var result = arguments.Rendering.NewText();
        var lines = text.Replace("\r\n", "\n").Replace('\r', '\n').Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            result.Append(index == 0 ? "" : "<br />");
            result.Append(lines[index]);
        }

        return LiquidValue.Of(result.ToString());
    }

    /// <summary>Words in lower case with dashes between them: <c>myOrder</c> is my-order.</summary>
    private static string Handle(string text)
    {
        var result = new System.Text.StringBuilder(text.Length + 8);
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            if (!char.IsLetterOrDigit(letter))
                continue;

            var follows = result.Length > 0 && char.IsAsciiLetterUpper(letter);
            if (follows && (char.IsAsciiLetterLower(text[index - 1]) || IsLower(text, index + 1)) && result[^1] != '-')
                result.Append('-');
            result.Append(char.ToLowerInvariant(letter));
        }

        return result.ToString();
    }

    private static bool IsLower(string text, int index) => index < text.Length && char.IsAsciiLetterLower(text[index]);
}
