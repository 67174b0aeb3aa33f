namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>What counts as blank (ECMA-262, WhiteSpace and LineTerminator).</summary>
internal static class Blanks
{
    public static bool Is(char letter) =>
        letter is ' ' or '\t' or '\n' or '\r' or '\v' or '\f' or '\u00a0' or '\ufeff' or '\u2028' or '\u2029'
        || (letter > 255 && char.GetUnicodeCategory(letter) == System.Globalization.UnicodeCategory.SpaceSeparator);

    public static bool EndsLine(char letter) => letter is '\n' or '\r' or '\u2028' or '\u2029';

    public static string Trim(string text, bool start = true, bool end = true)
    {
        var (first, last) = (0, text.Length);
        while (start && first < last && Is(text[first]))
            first++;
        while (end && last > first && Is(text[last - 1]))
            last--;
        return text[first..last];
    }
}
