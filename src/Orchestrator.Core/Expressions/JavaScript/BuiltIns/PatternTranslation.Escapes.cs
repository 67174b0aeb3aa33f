using System.Globalization;
using System.Text;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>Escapes and classes of characters.</summary>
internal sealed partial class PatternTranslation
{
    private void Escape()
    {
        if (_at >= source.Length)
            throw new PatternException("\\ at the end");

        var letter = source[_at];
        switch (letter)
        {
            case 'b' or 'B':
                _at++;
                _into.Append('\\').Append(letter);
                break;
            case >= '1' and <= '9':
                BackReference();
                break;
            case 'k' when _isUnicode || source.Contains("(?<", StringComparison.Ordinal):
                NamedReference();
                break;
            case 'u' when _isUnicode && Pair() is { } pair:
                _into.Append("(?:").Append(Code(pair[0])).Append(Code(pair[1])).Append(')');
                break;
            default:
                _into.Append(EscapedClass(inClass: false) ?? Code(EscapedLetter(inClass: false)));
                break;
        }
    }

    private void BackReference()
    {
        var end = _at;
        while (end < source.Length && char.IsAsciiDigit(source[end]) && end - _at < 3)
            end++;
        var group = int.Parse(source.AsSpan(_at, end - _at), CultureInfo.InvariantCulture);
        if (group <= _total)
        {
            _at = end;
            Reference(group);
        }
        else
        {
            _into.Append(Code(EscapedLetter(inClass: false)));
        }
    }

    private void NamedReference()
    {
        var end = source.IndexOf('>', _at);
        if (end < 0 || _at + 1 >= source.Length || source[_at + 1] != '<')
            throw new PatternException("Invalid named reference");

        var name = source[(_at + 2)..end];
        var group = _names.FirstOrDefault(known => known.Name == name).Group;
        if (group == 0)
            throw new PatternException($"There is no group '{name}' before it is referred to");
        _at = end + 1;
        Reference(group);
    }

    /// <summary>A group that has matched nothing yet matches nothing.</summary>
    private void Reference(int group)
    {
        IsLinear = false;
        _into.Append(CultureInfo.InvariantCulture, $"(?({group})\\{group}|)");
    }

    private void Class()
    {
        var isNegated = _at < source.Length && source[_at] == '^';
        if (isNegated)
            _at++;

        var content = new StringBuilder();
        var pairs = new StringBuilder();
        while (true)
        {
            if (_at >= source.Length)
                throw new PatternException("Unterminated character class");
            if (source[_at] == ']')
                break;
            if (_isUnicode && PairHere() is { } pair)
                pairs.Append(Code(pair[0])).Append(Code(pair[1])).Append('|');
            else
                ClassPart(content);
        }

        _at++;
        var set = content.Length == 0
            ? (isNegated ? "[\\s\\S]" : "[^\\s\\S]")
            : $"[{(isNegated ? "^" : "")}{content}]";
        if (isNegated && pairs.Length > 0)
            throw new PatternException("A class of what is not there cannot have characters beyond U+FFFF");
        _into.Append(isNegated ? Whole(set) : pairs.Length > 0 ? $"(?:{pairs}{set})" : set);
    }

    private void ClassPart(StringBuilder content)
    {
        var (set, first) = ClassAtom();
        var isRange = _at + 1 < source.Length && source[_at] == '-' && source[_at + 1] != ']';
        if (!isRange)
        {
            content.Append(set ?? Code(first));
            return;
        }

        _at++;
        var (otherSet, last) = ClassAtom();
        if (set is not null || otherSet is not null)
            content.Append(set ?? Code(first)).Append("\\-").Append(otherSet ?? Code(last));
        else if (first > last)
            throw new PatternException("Range out of order in character class");
        else
            content.Append(Code(first)).Append('-').Append(Code(last));
    }

    /// <summary>A set of characters, or else one character.</summary>
    private (string? Set, char Letter) ClassAtom()
    {
        if (source[_at] != '\\')
            return (null, source[_at++]);

        _at++;
        if (_at >= source.Length)
            throw new PatternException("\\ at the end");
        return EscapedClass(inClass: true) is { } set ? (set, default) : (null, EscapedLetter(inClass: true));
    }

    /// <summary>Null where it is one character.</summary>
    private string? EscapedClass(bool inClass)
    {
        var letter = source[_at];
        if (letter is 'p' or 'P' && _isUnicode)
            return UnicodeClass();

        var set = letter switch
        {
            'd' => "0-9",
            'w' => "a-zA-Z0-9_",
            's' => Blank,
            'D' => "\\x00-/:-\\uFFFF",
            'W' => "\\x00-/:-@\\[-\\^`{-\\uFFFF",
            'S' => "\\x21-\\x84\\x86-\\x9F\\u00A1-\\u167F\\u1681-\\u1FFF\\u200B-\\u2027"
                + "\\u202A-\\u202E\\u2030-\\u205E\\u2060-\\u2FFF\\u3001-\\uFEFE\\uFF00-\\uFFFF\\x00-\\x08\\x0E-\\x1F",
            _ => null,
        };
        if (set is null)
            return null;

        _at++;
        return inClass ? set
            : letter == 'S' ? $"[^{Blank}]"
            : letter == 'D' ? "[^0-9]"
            : letter == 'W' ? "[^a-zA-Z0-9_]"
            : $"[{set}]";
    }

    private string UnicodeClass()
    {
        var end = source.IndexOf('}', _at);
        if (_at + 1 >= source.Length || source[_at + 1] != '{' || end < 0)
            throw new PatternException("Invalid property name");

        var name = source[(_at + 2)..end];
        var category = name[(name.IndexOf('=', StringComparison.Ordinal) + 1)..] switch
        {
            "Letter" or "L" or "Alphabetic" => "L",
            "Uppercase_Letter" or "Lu" or "Uppercase" => "Lu",
            "Lowercase_Letter" or "Ll" or "Lowercase" => "Ll",
            "Number" or "N" => "N",
            "Decimal_Number" or "Nd" => "Nd",
            "Punctuation" or "P" => "P",
            "Symbol" or "S" => "S",
            "Mark" or "M" => "M",
            "Separator" or "Z" or "White_Space" => "Z",
            "Latin" or "Script=Latin" => "IsBasicLatin",
            "Greek" => "IsGreek",
            "Cyrillic" => "IsCyrillic",
            _ => throw new PatternException($"Unicode property '{name}' is not known here"),
        };
        var sign = source[_at];
        _at = end + 1;
        return $"\\{sign}{{{category}}}";
    }

    private char EscapedLetter(bool inClass)
    {
        var letter = source[_at++];
        switch (letter)
        {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'f':
                return '\f';
            case 'v':
                return '\v';
            case 'b' when inClass:
                return '\b';
            case '0' when _at >= source.Length || !char.IsAsciiDigit(source[_at]):
                return '\0';
            case >= '0' and <= '7':
                return Octal(letter);
            case 'c' when _at < source.Length && char.IsAsciiLetter(source[_at]):
                return (char)(source[_at++] % 32);
            case 'x':
                return Hex(2) ?? 'x';
            case 'u':
                return Unicode();
            default:
                if (_isUnicode && char.IsAsciiLetterOrDigit(letter))
                    throw new PatternException($"Invalid escape '\\{letter}'");
                return letter;
        }
    }

    private char Octal(char first)
    {
        var code = first - '0';
        for (var count = 1; count < 3 && _at < source.Length && source[_at] is >= '0' and <= '7'
            && (code * 8) < 256; count++)
            code = (code * 8) + source[_at++] - '0';
        return (char)code;
    }

    private char Unicode()
    {
        if (!_isUnicode || _at >= source.Length || source[_at] != '{')
            return Hex(4) ?? 'u';

        var end = source.IndexOf('}', _at);
        if (end < 0 || !int.TryParse(source.AsSpan(_at + 1, end - _at - 1), NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture, out var point)
            || point is < 0 or > 0xFFFF)
            throw new PatternException("A character beyond U+FFFF must be written as it is");

        _at = end + 1;
        return (char)point;
    }

    private char? Hex(int digits)
    {
        if (_at + digits > source.Length
            || !int.TryParse(source.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
            out var code))
            return null;

        _at += digits;
        return (char)code;
    }
}
