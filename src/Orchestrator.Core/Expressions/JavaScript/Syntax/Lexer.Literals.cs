using System.Globalization;
using System.Text;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>Numbers, texts, templates and regular expressions.</summary>
internal sealed partial class Lexer
{
    /// <summary>A part of a template, from after its opening sign to the next <c>${</c> or its end.</summary>
    /// <returns>
    /// What it says (null where an escape in it says nothing), how it is written, and whether it was the last.
    /// </returns>
    public (string? Cooked, string Raw, bool IsLast) TemplatePart(int start)
    {
        _at = start;
        var cooked = new StringBuilder();
        var isWrong = false;
        while (true)
        {
            if (_at >= text.Length)
                throw Wrong("The template does not end", start - 1);

            var letter = text[_at];
            if (letter == '`' || StartsWith("${"))
            {
                var raw = text[start.._at].Replace("\r\n", "\n", StringComparison.Ordinal);
                _at += letter == '`' ? 1 : 2;
                return (isWrong ? null : cooked.ToString(), raw, letter == '`');
            }

            if (letter == '\\')
            {
                isWrong |= !Escape(cooked, inTemplate: true);
                continue;
            }

            _at++;
            if (letter == '\r')
            {
                letter = '\n';
                if (_at < text.Length && text[_at] == '\n')
                    _at++;
            }

            cooked.Append(letter);
        }
    }

    /// <summary>A regular expression that begins at a slash.</summary>
    public (string Pattern, string Flags) RegExp(int start)
    {
        var inClass = false;
        for (_at = start + 1; ; _at++)
        {
            if (_at >= text.Length || Blanks.EndsLine(text[_at]))
                throw Wrong("The regular expression does not end", start);
            if (text[_at] == '\\' && _at + 1 < text.Length && !Blanks.EndsLine(text[_at + 1]))
                _at++;
            else if (text[_at] == '[')
                inClass = true;
            else if (text[_at] == ']')
                inClass = false;
            else if (text[_at] == '/' && !inClass)
                break;
        }

        var pattern = text[(start + 1).._at++];
        var flags = _at;
        while (_at < text.Length && IsNamePart(text[_at]))
            _at++;
        return (pattern, text[flags.._at]);
    }

    private Token Text(char quote, bool afterLine)
    {
        var start = _at++;
        var end = text.AsSpan(_at).IndexOfAny(quote, '\\', '\n');
        if (end >= 0 && text[_at + end] == quote && !text.AsSpan(_at, end).Contains('\r'))
        {
            _at += end + 1;
            return new(TokenKind.Text, start, _at, text[(start + 1)..(_at - 1)], 0, afterLine);
        }

        var content = new StringBuilder();
        while (true)
        {
            if (_at >= text.Length || text[_at] is '\n' or '\r')
                throw Wrong("The text does not end", start);
            if (text[_at] == quote)
                break;
            if (text[_at] == '\\')
                Escape(content, inTemplate: false);
            else
                content.Append(text[_at++]);
        }

        _at++;
        return new(TokenKind.Text, start, _at, content.ToString(), 0, afterLine, IsEscaped: true);
    }

    /// <returns>Whether it says something.</returns>
    private bool Escape(StringBuilder into, bool inTemplate)
    {
        var start = _at++;
        if (_at >= text.Length)
            throw Wrong("The text does not end", start);

        var letter = text[_at++];
        switch (letter)
        {
            case 'n' or 't' or 'r' or 'b' or 'f' or 'v':
                into.Append(letter switch
                {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'b' => '\b',
                    'f' => '\f',
                    _ => '\v',
                });
                return true;
            case 'x':
                return Add(into, Hex(2) is { } code ? ((char)code).ToString() : null, start, inTemplate, "hexadecimal");
            case 'u':
                return Add(into, UnicodeEscape(start), start, inTemplate, "Unicode");
            case '\r' or '\n' or '\u2028' or '\u2029':
                if (letter == '\r' && _at < text.Length && text[_at] == '\n')
                    _at++;
                return true;
            case >= '0' and <= '7':
                return Octal(into, letter, inTemplate);
            default:
                into.Append(letter);
                return true;
        }
    }

    private bool Octal(StringBuilder into, char first, bool inTemplate)
    {
        var code = first - '0';
        var hasMore = _at < text.Length && char.IsAsciiDigit(text[_at]);
        if (inTemplate && (first != '0' || hasMore))
            return false;

        for (var count = 1; count < 3 && _at < text.Length && text[_at] is >= '0' and <= '7'; count++)
        {
            if ((code * 8) + text[_at] - '0' > 255)
                break;
            code = (code * 8) + text[_at++] - '0';
        }

        into.Append((char)code);
        return true;
    }

    private bool Add(StringBuilder into, string? letters, int start, bool inTemplate, string kind)
    {
        if (letters is null && !inTemplate)
            throw Wrong($"Invalid {kind} escape sequence", start);

        into.Append(letters);
        return letters is not null;
    }

    /// <summary>What follows <c>\u</c>; null where it is nothing.</summary>
    private string? UnicodeEscape(int start)
    {
        if (_at < text.Length && text[_at] == '{')
        {
            var end = text.IndexOf('}', _at);
            if (end < 0 || end - _at is < 2 or > 9)
                return null;
            if (!int.TryParse(text.AsSpan(_at + 1, end - _at - 1), NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture, out var point)
                || point is < 0 or > 0x10FFFF)
                return null;

            _at = end + 1;
            return point is >= 0xD800 and <= 0xDFFF ? ((char)point).ToString() : char.ConvertFromUtf32(point);
        }

        return Hex(4) is { } code ? ((char)code).ToString() : null;
    }

    private int? Hex(int digits)
    {
        if (_at + digits > text.Length
            || !int.TryParse(text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
            out var code))
            return null;

        _at += digits;
        return code;
    }

    private Token Number(bool afterLine)
    {
        var start = _at;
        var radix = text[_at] == '0' && _at + 1 < text.Length
            ? char.ToLowerInvariant(text[_at + 1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 10 }
            : 10;
        return radix == 10 ? Decimal(start, afterLine) : WithRadix(start, radix, afterLine);
    }

    private Token WithRadix(int start, int radix, bool afterLine)
    {
        _at += 2;
        var digits = Digits(radix);
        if (digits.Length == 0)
            throw Wrong("A number has no digits", start);

        if (_at < text.Length && text[_at] == 'n')
        {
            _at++;
            return Ended(new(TokenKind.BigInt, start, _at, string.Concat(text.AsSpan(start, 2), digits), 0, afterLine));
        }

        return Ended(new(TokenKind.Number, start, _at, "", NumberText.Whole(digits, radix, out _), afterLine));
    }

    private Token Decimal(int start, bool afterLine)
    {
        var written = new StringBuilder(Digits(10));
        if (_at < text.Length && text[_at] == 'n' && written.Length > 0)
        {
            _at++;
            return Ended(new(TokenKind.BigInt, start, _at, written.ToString(), 0, afterLine));
        }

        // An old way of writing octal numbers.
        if (written.Length > 1 && written[0] == '0' && written.ToString().All(digit => digit < '8'))
            return Ended(new(TokenKind.Number, start, _at, "", NumberText.Whole(written.ToString(), 8, out _),
                afterLine));

        if (_at < text.Length && text[_at] == '.')
        {
            _at++;
            written.Append('.').Append(Digits(10));
        }

        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            _at++;
            written.Append('e');
            if (_at < text.Length && text[_at] is '+' or '-')
                written.Append(text[_at++]);
            var exponent = Digits(10);
            if (exponent.Length == 0)
                throw Wrong("A number's exponent has no digits", start);
            written.Append(exponent);
        }

        if (written[^1] == '.')
            written.Append('0');
        var number = double.Parse(written.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture);
        return Ended(new(TokenKind.Number, start, _at, "", number, afterLine));
    }

    private string Digits(int radix)
    {
        var start = _at;
        while (_at < text.Length && (NumberText.DigitOf(text[_at]) < radix || (text[_at] == '_' && _at > start)))
            _at++;
        if (_at > start && text[_at - 1] == '_')
            throw Wrong("A number ends with _", _at - 1);
        if (text.AsSpan(start, _at - start).Contains("__", StringComparison.Ordinal))
            throw Wrong("Only one _ may stand between digits", start);
        return text[start.._at].Replace("_", "", StringComparison.Ordinal);
    }

    private Token Ended(Token number) =>
        _at < text.Length && (IsNameStart(text[_at]) || char.IsAsciiDigit(text[_at]))
            ? throw Wrong("A name follows a number without a blank", _at)
            : number;
}
