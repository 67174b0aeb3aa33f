using System.Globalization;
using System.Text;

namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>Texts in quotation marks, single or double, with escapes as in JavaScript.</summary>
internal static class Quoted
{
    /// <summary>Where the closing mark of the one that opens at a place is; -1 where there is none.</summary>
    public static int End(string text, int open, int end)
    {
        for (var place = open + 1; place < end; place++)
        {
            if (text[place] == '\\')
                place++;
            else if (text[place] == text[open])
                return place;
        }

        return -1;
    }

    /// <summary>The text without its marks.</summary>
    public static string Content(ReadOnlySpan<char> inner)
    {
        if (!inner.Contains('\\'))
            return inner.ToString();

        var result = new StringBuilder(inner.Length);
        for (var place = 0; place < inner.Length; place++)
        {
            if (inner[place] != '\\' || place == inner.Length - 1)
            {
                result.Append(inner[place]);
                continue;
            }

            place++;
            if (inner[place] == 'u' && Code(inner, place + 1, 4) is { } wide)
            {
                result.Append(wide);
                place += 4;
            }
            else if (inner[place] == 'x' && Code(inner, place + 1, 2) is { } narrow)
            {
                result.Append(narrow);
                place += 2;
            }
            else
            {
                result.Append(Escaped(inner[place]));
            }
        }

        return result.ToString();
    }

    private static char? Code(ReadOnlySpan<char> text, int start, int length) =>
        start + length <= text.Length && ushort.TryParse(
            text.Slice(start, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : null;

    private static char Escaped(char letter) => letter switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\b',
        'f' => '\f',
        'v' => '\v',
        '0' => '\0',
        _ => letter,
    };
}
