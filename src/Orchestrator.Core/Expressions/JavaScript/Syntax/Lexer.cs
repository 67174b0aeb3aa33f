using System.Globalization;
using System.Text;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>From text to tokens, one at a time.</summary>
internal sealed partial class Lexer(string text)
{
    private static readonly string[] Signs =
    [
        ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=",
        "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=",
        "^=",
        "<<", ">>", "**",
    ];

    /// <summary>By their first letter, longest first; then the letter by itself.</summary>
    private static readonly string[]?[] SignsByLetter = BySign();

    private int _at;

    public string Source => text;

    /// <summary>Where the next token is looked for.</summary>
    public int Position
    {
        get => _at;
        set => _at = value;
    }

    public Token Next()
    {
        var afterLine = SkipBlanks();
        if (_at >= text.Length)
            return new(TokenKind.End, text.Length, text.Length, "the end", 0, afterLine);

        var letter = text[_at];
        if (IsNameStart(letter) || letter == '\\')
            return Name(TokenKind.Name, afterLine);
        if (char.IsAsciiDigit(letter) || (letter == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1])))
            return Number(afterLine);
        if (letter is '"' or '\'')
            return Text(letter, afterLine);
        if (letter == '#' && _at + 1 < text.Length && IsNameStart(text[_at + 1]))
        {
            _at++;
            return Name(TokenKind.PrivateName, afterLine);
        }

        return Sign(afterLine);
    }

    public ScriptSyntaxException Wrong(string message, int at)
    {
        var (line, column) = TextPlace.Of(text, at);
        return new(message, line, column);
    }

    private static string[]?[] BySign()
    {
        var table = new string[]?[128];
        foreach (var letter in "{}()[];,<>+-*/%&|^!~?:=.`@#")
            table[letter] = [.. Signs.Where(sign =>
                sign[0] == letter).OrderByDescending(sign => sign.Length), letter.ToString()];
        return table;
    }

    private static bool IsNameStart(char letter) =>
        char.IsAsciiLetter(letter) || letter is '$' or '_' || (letter > 127 && (char.IsLetter(letter)
            || char.IsSurrogate(letter)));

    private static bool IsNamePart(char letter) =>
        IsNameStart(letter) || char.IsAsciiDigit(letter)
        || (letter > 127 && (letter is '\u200c' or '\u200d' || char.GetUnicodeCategory(letter) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation));

    private Token Sign(bool afterLine)
    {
        var start = _at;
        var signs = text[_at] < 128 ? SignsByLetter[text[_at]] : null;
        foreach (var sign in signs ?? [])
        {
            if (string.CompareOrdinal(text, _at, sign, 0, sign.Length) != 0)
                continue;

            // a?.5:b has a number in it, and no ?.
            if (sign == "?." && _at + 2 < text.Length && char.IsAsciiDigit(text[_at + 2]))
                continue;

            _at += sign.Length;
            return new(TokenKind.Sign, start, _at, sign, 0, afterLine);
        }

        throw Wrong($"Unexpected character '{Shown(text[_at])}'", _at);
    }

    private static string Shown(char letter) =>
        char.IsControl(letter) || char.IsSurrogate(letter) ? $"\\u{(int)letter:x4}" : letter.ToString();

    private Token Name(TokenKind kind, bool afterLine)
    {
        var start = _at;
        while (_at < text.Length && IsNamePart(text[_at]))
            _at++;
        if (_at >= text.Length || text[_at] != '\\')
            return new(kind, start, _at, text[start.._at], 0, afterLine);

        var name = new StringBuilder(text, start, _at - start, 64);
        while (_at < text.Length && (IsNamePart(text[_at]) || text[_at] == '\\'))
        {
            if (text[_at] != '\\')
            {
                name.Append(text[_at++]);
                continue;
            }

            var escape = _at++;
            if (_at >= text.Length || text[_at] != 'u')
                throw Wrong("Invalid Unicode escape sequence", escape);
            _at++;
            name.Append(UnicodeEscape(escape) ?? throw Wrong("Invalid Unicode escape sequence", escape));
            if (!IsNamePart(name[^1]))
                throw Wrong("Invalid Unicode escape sequence", escape);
        }

        return new(kind, start, _at, name.ToString(), 0, afterLine, IsEscaped: true);
    }

    private bool SkipBlanks()
    {
        var afterLine = _at == 0;
        while (_at < text.Length)
        {
            if (Blanks.Is(text[_at]))
            {
                afterLine |= Blanks.EndsLine(text[_at++]);
            }
            else if (StartsWith("//"))
            {
                while (_at < text.Length && !Blanks.EndsLine(text[_at]))
                    _at++;
            }
            else if (StartsWith("/*"))
            {
                var end = text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                if (end < 0)
                    throw Wrong("The comment does not end", _at);
                afterLine |= text.AsSpan(_at, end - _at).IndexOfAny('\n', '\r') >= 0;
                _at = end + 2;
            }
            else
            {
                break;
            }
        }

        return afterLine;
    }

    private bool StartsWith(string start) => string.CompareOrdinal(text, _at, start, 0, start.Length) == 0;
}
